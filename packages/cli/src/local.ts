/** `slipway local`: opens or joins a place, runs act in it when asked to, and ends with act's exit code. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inputFailure } from '@slipway/action-kit/failures';
import { commandLine } from './act/command-line.ts';
import { findAct, type Act } from './act/find-act.ts';
import { runAct } from './act/run-act.ts';
import { isGiven, readActWords, wordsOfActrc, valuesOf, type ActWords } from './act/words.ts';
import type { Interrupts } from './interrupts.ts';
import { forgetBerth, joinPlace, keepBerth } from './place/berth.ts';
import { openPlace, type Place } from './place/place.ts';
import { differencesOf } from './report/differences.ts';
import { endingLines } from './report/ending.ts';
import { openingLines, exportLines } from './report/opening.ts';
import { answerOf, servingIn } from './report/serving.ts';
import { repositoryAt, type Repository } from './repository/facts.ts';
import { environmentOfAct, environmentOfJobs, variablesOfRun } from './stage/environment.ts';
import { findBuilder } from './stage/programs.ts';
import { openStage } from './stage/stage.ts';
import type { LocalOptions } from './words/options.ts';
import { chooseWorld } from './world/choose-world.ts';

export interface LocalPorts {
  readonly say: (line: string) => void;
  readonly interrupts: Interrupts;
  /** The person's own. */
  readonly shell: Readonly<Record<string, string | undefined>>;
  /** Where the person stands. */
  readonly folder: string;
  /** Has the actions and workflows of Slipway. */
  readonly slipwayFolder: string;
}

/** @returns the exit code. @throws Failure in words for a person */
export async function runLocal(options: LocalOptions, ports: LocalPorts): Promise<number> {
  const asked = options.act === undefined ? undefined : askedOfAct(options.act, ports);
  const repository = await repositoryAt(asked?.folder ?? ports.folder);
  await using opened = new AsyncDisposableStack();
  const place = await placeFor(options, repository, ports);
  opened.defer(() => place.close());
  if (!place.isJoined) {
    await keepBerth(repository.folder, place.facts);
    opened.defer(() => forgetBerth(repository.folder));
  }
  const exitCode = asked === undefined ? 0 : await runOnStage(asked, repository, place, ports);
  if (asked === undefined || (options.keep && !place.isJoined)) await stayOpen(place, ports);
  return exitCode;
}

interface Asked {
  readonly act: Act;
  readonly words: ActWords;
  /** Where act was to run. */
  readonly folder: string;
}

function askedOfAct(typed: readonly string[], { shell, folder }: LocalPorts): Asked {
  const act = findAct(shell.PATH ?? '');
  const actrc = textOf(join(folder, '.actrc'));
  const words = readActWords([...wordsOfActrc(actrc ?? ''), ...typed], act.flags);
  if (isGiven(words, 'watch'))
    throw inputFailure({
      code: 'act-watch',
      what: '`--watch` can not be used here',
      why: 'act runs in a copy of the repository, which does not change',
      hint: 'Leave it out, keep the cloud open with `slipway local --keep`, and type the command again after a change.',
    });
  const rest = { ...words, flags: words.flags.filter(({ name }) => name !== 'directory') };
  return { act, words: rest, folder: valuesOf(words, 'directory').at(-1) ?? folder };
}

/** A place that is open keeps its world. */
async function placeFor(
  options: LocalOptions,
  repository: Repository,
  { folder }: LocalPorts,
): Promise<Place> {
  const { folder: top, name, branch } = repository;
  const { world, port, factor, act } = options;
  const kept = await joinPlace(top);
  if (kept !== undefined && act !== undefined && world === undefined) return kept;
  if (kept !== undefined)
    throw inputFailure({
      code: 'place-open',
      what: 'Another local cloud is open for this repository already',
      why: 'a `slipway local` in another terminal keeps it',
      hint: 'End that one with Ctrl-C, or run act in it: `slipway local -- act push`.',
    });
  const chosen = await chooseWorld(world, folder, top);
  return openPlace({ chosen, repository: name, branch, port, factor });
}

async function runOnStage(
  { act, words }: Asked,
  repository: Repository,
  place: Place,
  { say, interrupts, shell, folder, slipwayFolder }: LocalPorts,
): Promise<number> {
  const builder = findBuilder();
  await using opened = new AsyncDisposableStack();
  const stage = await openStage({ repository, slipwayFolder, builder });
  opened.defer(() => stage.close());
  const { facts } = place;
  for (const line of openingLines({ place, act: act.version, builder, files: stage.files })) say(line);
  const ours = {
    variables: variablesOfRun(facts),
    secrets: { GITHUB_TOKEN: facts.token },
    env: environmentOfJobs(facts, stage.artifacts, Math.floor(Date.now() / 1000)),
    repositories: stage.repositories,
    labels: stage.labels,
  };
  const program = act.path;
  const env = environmentOfAct(shell, stage.programs);
  const command = {
    program,
    words: commandLine(ours, words, { folder, textOf }),
    folder: stage.folder,
    env,
    isVerbose: isGiven(words, 'verbose'),
  };
  const { exitCode, jobs } = await runAct(command, say, interrupts);
  const urls = Object.values(facts.loadBalancers);
  const answers = await Promise.all(urls.map(async (url) => [url, await answerOf(url)] as const));
  const hasEnvironments = stage.own.some(({ text }) => /\benvironment:/.test(text));
  const differences = differencesOf({ builder, fetched: stage.fetched, hasEnvironments });
  for (const line of endingLines({ jobs, serving: await servingIn(facts), answers, differences, exitCode }))
    say(line);
  return exitCode;
}

async function stayOpen({ facts }: Place, { say, interrupts }: LocalPorts): Promise<void> {
  if (interrupts.count() > 0) return;
  for (const line of exportLines(facts)) say(line);
  await interrupts.first;
  say('Closed: nothing of it runs any more.');
}

const textOf = (path: string): string | undefined =>
  existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
