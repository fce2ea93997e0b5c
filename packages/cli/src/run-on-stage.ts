/** One run of act on a stage, in a place: what is told before it, what it tells, and what is told of its end. */
import { join } from 'node:path';
import type { Asked } from './act/asked.ts';
import { commandLine } from './act/command-line.ts';
import { runAct } from './act/run-act.ts';
import { isGiven } from './act/words.ts';
import { fileText } from './file-text.ts';
import type { Place } from './place/place.ts';
import type { LocalPorts } from './ports.ts';
import { differencesOf } from './report/differences.ts';
import { endingLines } from './report/ending.ts';
import { openingLines } from './report/opening.ts';
import { answerOf, servingIn } from './report/serving.ts';
import type { Repository } from './repository/facts.ts';
import type { StartedWorkflows } from './stage/check-start.ts';
import { environmentOfAct, environmentOfJobs, variablesOfRun } from './stage/environment.ts';
import { findBuilder } from './stage/programs.ts';
import { openStage } from './stage/stage.ts';

/** As a shell has it of a program that SIGINT ended. */
const interruptedCode = 130;

/** @returns act's exit code. */
export async function runOnStage(
  asked: Asked & { readonly workflows: StartedWorkflows },
  repository: Repository,
  place: Place,
  { say, interrupts, shell, folder, slipwayFolder }: LocalPorts,
): Promise<number> {
  const { act, words } = asked;
  const builder = findBuilder();
  await using opened = new AsyncDisposableStack();
  const stage = await openStage({ repository, slipwayFolder, builder, shell });
  opened.defer(() => stage.close());
  const { facts } = place;
  for (const line of openingLines({ place, act: act.version, builder, files: stage.files })) say(line);
  const ours = {
    variables: variablesOfRun(facts),
    secrets: { GITHUB_TOKEN: facts.token },
    env: environmentOfJobs(facts, stage.artifacts, Math.floor(Date.now() / 1000)),
    repositories: stage.repositories,
    labels: stage.labels,
    actions: join(shell.XDG_CACHE_HOME ?? join(shell.HOME ?? '', '.cache'), 'act'),
  };
  const program = act.path;
  const env = environmentOfAct(shell, stage);
  const command = {
    program,
    words: commandLine(ours, words, { folder, textOf: fileText }),
    folder: stage.folder,
    env,
    isVerbose: isGiven(words, 'verbose'),
  };
  if (interrupts.count() > 0) return interruptedCode;
  const { exitCode, jobs } = await runAct(command, say, interrupts);
  await Promise.race([place.idle(), interrupts.first]);
  const urls = Object.values(facts.loadBalancers);
  const answers = await Promise.all(urls.map(async (url) => [url, await answerOf(url)] as const));
  const differences = differencesOf(asked.workflows, builder);
  const { dispatched } = place;
  for (const line of endingLines({
    jobs,
    dispatched,
    serving: await servingIn(facts),
    answers,
    differences,
    exitCode,
  }))
    say(line);
  return exitCode;
}
