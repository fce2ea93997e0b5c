/** What people get wrong, each refused before anything changes, and with which sentence. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Narrator } from '@slipway/demo/narrator';
import { startupProblems } from '@slipway/local-workflows/checking/startup-problems';
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import { slipway, workflowFolder } from '@slipway/local-workflows/published';
import type { ToldWorld } from '../leaks/told-world.ts';
import { isSaid, sentencesOf, unexpectedSentences } from '../sentences.ts';
import { tellJobs, unexpectedJobs, unless } from '../stage.ts';
import { workflowsIn } from '../workflows-in.ts';
import { mistakes, type Mistake } from './mistakes.ts';
import { notStarted } from './not-started.ts';
import type { Listening } from '../telling.ts';
import { openSmallWorld, repository, type SmallWorld } from './small-world.ts';

export interface Refused {
  readonly title: string;
  /** None where nothing was started. */
  readonly run: EndedRun | undefined;
  readonly sentence: string;
  readonly surprises: readonly string[];
}

export interface Refusals {
  readonly refused: readonly Refused[];
  readonly told: ToldWorld;
}

export async function refuseAll(root: string, listening: Listening): Promise<Refusals> {
  const world = await openSmallWorld(root, await files(root), listening);
  try {
    const refused = [await refuseToStart(root)];
    for (const mistake of mistakes) refused.push(await refuse(world, mistake));
    return { refused, told: world.told() };
  } finally {
    await world.close();
  }
}

async function files(root: string): Promise<Readonly<Record<string, string>>> {
  const app = join(root, 'example-app');
  const names = (await readdir(app)).filter((name) => name.endsWith('.mjs') || name === 'Dockerfile');
  const sources = names.map(async (name) => [name, await readFile(join(app, name), 'utf8')] as const);
  return {
    ...Object.fromEntries(await Promise.all(sources)),
    ...Object.fromEntries(
      mistakes.map(({ name, workflow }) => [`.github/workflows/${name}.yml`, `name: ${name}\n${workflow}`]),
    ),
  };
}

async function refuse(world: SmallWorld, mistake: Mistake): Promise<Refused> {
  const before = world.changes().length;
  const run = await ended(world, mistake);
  const changes = world.changes().slice(before);
  const isGreen = run.result === 'success';
  const told = sentencesOf(run, isGreen ? 'notice' : 'error');
  const sentence = told.find((each) => isSaid(each, mistake.sentence)) ?? '';
  return {
    ...{ title: mistake.title, run, sentence },
    surprises: [
      ...unexpectedJobs(run, mistake.jobs),
      ...unexpectedSentences(run, ...(isGreen ? [] : [mistake.sentence])),
      ...unless(sentence !== '', `${mistake.title}: it said ${told.join(' / ') || 'nothing'}`),
      ...unless(changes.length === 0, `${mistake.title}: changed in the cloud: ${changes.join(', ')}`),
    ],
  };
}

/** By what is written alone: act would run it all the same. */
async function refuseToStart(root: string): Promise<Refused> {
  const { title, workflow, sentence } = notStarted;
  const first = { repository, path: `${workflowFolder}/release.yml`, text: workflow };
  const told = startupProblems(first, [first, ...(await workflowsIn(root, slipway))]);
  return {
    ...{ title, run: undefined, sentence: told.join('\n') },
    surprises: unless(told.join('\n') === sentence, `${title}: it said ${told.join(' / ') || 'nothing'}`),
  };
}

async function ended({ local, unscanned }: SmallWorld, mistake: Mistake): Promise<EndedRun> {
  const { name, fork, isOfDigest } = mistake;
  if (fork === undefined) return local.dispatch(`${name}.yml`, isOfDigest ? { digest: unscanned() } : {});
  const [run] = await local.pullRequest({ number: 7, fork, head: 'change' });
  if (run === undefined) throw new Error('No workflow ran for the pull request of the fork.');
  return run;
}

export function tellRefusals(narrator: Narrator, refused: readonly Refused[]): void {
  for (const { title, run, sentence } of refused) {
    narrator.say(`${title}:`);
    if (run !== undefined) tellJobs(narrator, run);
    narrator.log(sentence);
  }
}
