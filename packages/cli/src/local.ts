/** `slipway local`: opens or joins a place, runs act in it when asked to, and ends with act's exit code. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { readAsked, type Asked } from './act/asked.ts';
import { removeLeftRunFolders } from '@slipway/local-workflows/run-folders';
import { goodAct } from './act/find-act.ts';
import { tellByAct, tellOnStage } from './act/tell.ts';
import { onlyTells, tellsOfItself } from './act/words.ts';
import { valuesGiven } from './act/given-values.ts';
import { fileText } from './file-text.ts';
import { stopsBy } from './interrupts.ts';
import { forgetBerth, joinPlace, keepBerth } from './place/berth.ts';
import type { Performer } from './place/github.ts';
import { openPlace, type Place } from './place/place.ts';
import type { LocalPorts } from './ports.ts';
import { exportLines } from './report/opening.ts';
import { repositoryAt, type Repository } from './repository/facts.ts';
import { runOnStage } from './run-on-stage.ts';
import { checkStart, type StartedWorkflows } from './stage/check-start.ts';
import { environmentsIn } from './stage/environment-files.ts';
import { findBuilder, type Builder } from './stage/programs.ts';
import type { LocalOptions } from './words/options.ts';
import { chooseWorld } from './world/choose-world.ts';

/** @returns the exit code. @throws Failure in words for a person */
export async function runLocal(options: LocalOptions, ports: LocalPorts): Promise<number> {
  const asked = options.act === undefined ? undefined : readAsked(options.act, ports);
  if (asked !== undefined && tellsOfItself(asked.words))
    return tellByAct(asked.act.path, options.act ?? [], ports.folder);
  await removeLeftRunFolders();
  const repository = await repositoryAt(asked?.folder ?? ports.folder);
  if (asked !== undefined && onlyTells(asked.words)) return tellOnStage(asked, repository, ports);
  const workflows = asked && (await checkStart(repository, asked.words, ports.slipwayFolder, asked.folder));
  const builder = await findBuilder();
  const run = asked && workflows && { ...asked, builder, workflows: withNotTaken(workflows, asked) };
  const { exitCode, isKept } = await runInPlace(options, { asked, repository, builder, run }, ports);
  if (isKept) ports.say('Closed: nothing of it runs any more.');
  return exitCode;
}

/** It is closed when this resolves. */
async function runInPlace(
  options: LocalOptions,
  { run, ...wanted }: Wanted & { readonly run: Run },
  ports: LocalPorts,
): Promise<{ readonly exitCode: number; readonly isKept: boolean }> {
  await using opened = new AsyncDisposableStack();
  const { asked, repository } = wanted;
  const place = await placeFor(options, wanted, ports);
  opened.defer(() => place.close());
  const isKept = !place.isJoined && (asked === undefined || options.keep);
  if (isKept) {
    opened.defer(() => forgetBerth(repository.folder));
    if (!(await keepBerth(repository.folder, place.facts))) throw alreadyOpen();
  }
  const exitCode = run === undefined ? 0 : await runOnStage(run, repository, place, ports);
  if (isKept) await stayOpen(place, ports);
  return { exitCode, isKept };
}

interface Wanted {
  readonly asked: Asked | undefined;
  readonly repository: Repository;
  readonly builder: Builder;
}

type Run = Parameters<typeof runOnStage>[0] | undefined;

const withNotTaken = (workflows: StartedWorkflows, { notTaken }: Asked): StartedWorkflows => ({
  ...workflows,
  notHere: [...workflows.notHere, ...notTaken],
});

/** A place that is open stays as it was opened. */
async function placeFor(
  options: LocalOptions,
  { repository, asked, builder }: Wanted,
  ports: LocalPorts,
): Promise<Place> {
  const { world, port, factor, act } = options;
  const kept = await joinPlace(repository.folder);
  const held = flagsOfPlace(options);
  if (kept !== undefined && act !== undefined && held.length === 0) return kept;
  if (kept !== undefined) throw alreadyOpen(held);
  const chosen = await chooseWorld(world, ports.folder, repository.folder);
  const performer = performerOf(asked, builder, ports);
  const { first: interrupted } = ports.interrupts;
  return openPlace({ chosen, repository, port, factor, performer, interrupted });
}

/** Those that only say how a place is opened. */
const flagsOfPlace = ({ world, port, factor }: LocalOptions): readonly string[] => [
  ...(world === undefined ? [] : ['--world']),
  ...(port === 0 ? [] : ['--port']),
  ...(factor === 1 ? [] : ['--time']),
];

function alreadyOpen(held: readonly string[] = []): Failure {
  const flags = held.map((flag) => `\`${flag}\``).join(' and ');
  return inputFailure({
    code: 'place-open',
    what: 'Another local cloud is open for this repository already',
    why: `a \`slipway local\` in another terminal keeps it${held.length === 0 ? '' : `, and it stays as it was opened, whatever ${flags} says`}`,
    hint: 'End that one with Ctrl-C, or run act in it: `slipway local -- act push`.',
  });
}

/** Without an act, or with one that would be refused, nothing that is dispatched is performed. */
function performerOf(
  asked: Asked | undefined,
  builder: Builder,
  { shell, slipwayFolder, say, folder, interrupts }: LocalPorts,
): Performer | undefined {
  const act = asked?.act.path ?? goodAct(shell.PATH ?? '');
  if (act === undefined) return undefined;
  const words = asked?.words ?? { flags: [], others: [] };
  const standing = { folder: asked?.folder ?? folder, textOf: fileText };
  const given = {
    variables: valuesGiven('variables', words, standing),
    secrets: valuesGiven('secrets', words, standing),
    env: valuesGiven('env', words, standing),
    environments: environmentsIn(standing, {}),
  };
  const { end } = stopsBy(interrupts);
  return { act, slipwayFolder, shell, say, builder, given, end };
}

/** As it was called: npx tells no program of what it was given. */
const programOf = (shell: LocalPorts['shell']): string =>
  shell.npm_command === 'exec' ? 'npx ‹as here›' : 'slipway';

async function stayOpen({ facts }: Place, { say, interrupts, shell }: LocalPorts): Promise<void> {
  if (interrupts.count() > 0) return;
  for (const line of exportLines(facts, programOf(shell))) say(line);
  await interrupts.first;
}
