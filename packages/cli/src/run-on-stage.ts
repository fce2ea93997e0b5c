/** One run of act on a stage, in a place: what is told before it, what it tells, and what is told of its end. */
import { join } from 'node:path';
import type { Asked } from './act/asked.ts';
import { valuesGiven } from './act/given-values.ts';
import { isGiven, valuesOf } from './act/words.ts';
import { fileText } from './file-text.ts';
import type { Place } from './place/place.ts';
import type { LocalPorts } from './ports.ts';
import { commentLines, commentsIn } from './report/comments.ts';
import { differencesOf, untriedBy } from './report/differences.ts';
import { endingLines, exitCodeOf } from './report/ending.ts';
import { environmentLines } from './report/environments.ts';
import { openingLines } from './report/opening.ts';
import { answerOf, servingIn } from './report/serving.ts';
import { unreadVariables, variablesSet } from './report/unread-variables.ts';
import type { Repository } from './repository/facts.ts';
import { runWorkflows } from './run-workflows.ts';
import type { StartedWorkflows } from './stage/check-start.ts';
import { environmentOfAct, environmentOfJobs, variablesOfRun } from './stage/environment.ts';
import { environmentFiles, environmentsIn } from './stage/environment-files.ts';
import { grantsOf } from './stage/grants.ts';
import type { Builder } from './stage/programs.ts';
import { openStage } from './stage/stage.ts';

/** As a shell has it of a program that SIGINT ended. */
const interruptedCode = 130;

/** @returns act's exit code; 130 after an interrupt, and 1 where it says 0 of what GitHub would not call a success. */
export async function runOnStage(
  asked: Asked & { readonly workflows: StartedWorkflows; readonly builder: Builder },
  repository: Repository,
  place: Place,
  { say, interrupts, shell, slipwayFolder }: LocalPorts,
): Promise<number> {
  const { act, words, folder, workflows, builder } = asked;
  await using opened = new AsyncDisposableStack();
  const stage = await openStage({
    ...{ repository, slipwayFolder, builder, shell },
    isGrantedToken: grantsOf(workflows),
  });
  opened.defer(() => stage.close());
  const { facts } = place;
  const { leftOut, notHere, warnings } = workflows;
  const standing = { folder, textOf: fileText };
  const filesOfEnvironments = environmentFiles(standing);
  const set = variablesSet(words, standing, filesOfEnvironments);
  for (const line of openingLines({
    place,
    act: act.version,
    builder,
    files: stage.files,
    leftOut,
    notHere,
    warnings,
    environmentFiles: filesOfEnvironments,
    unread: unreadVariables(set, workflows.own, workflows.files),
  }))
    say(line);
  const below = { ...facts.variables, ...valuesGiven('variables', words, standing) };
  const declared = environmentsIn(standing, below);
  const variables = variablesOfRun(facts, declared);
  const runs = {
    ...{ workflows, words, standing, stage, repository, program: act.path },
    env: environmentOfAct(shell, stage),
    secrets: { GITHUB_TOKEN: facts.token, ...valuesGiven('secrets', words, standing) },
    ours: (id: number, artifacts: string) => ({
      variables,
      env: environmentOfJobs(facts, { id, artifacts, repository: repository.name, ref: workflows.ref }),
      repositories: stage.repositories,
      labels: stage.labels,
      defaultBranch: repository.defaultBranch,
      actions: join(shell.XDG_CACHE_HOME ?? join(shell.HOME ?? '', '.cache'), 'act'),
    }),
  };
  const comments = async () =>
    workflows.event.startsWith('pull_request') ? commentsIn(facts, repository.name) : [];
  const before = await comments();
  if (interrupts.count() > 0) return interruptedCode;
  const ended = await runWorkflows(runs, say, interrupts);
  await Promise.race([place.idle(), interrupts.first]);
  const urls = Object.values(facts.loadBalancers);
  const answers = await Promise.all(urls.map(async (url) => [url, await answerOf(url)] as const));
  const { dispatched } = place;
  const exitCode = interrupts.count() > 0 ? interruptedCode : exitCodeOf({ ...ended, dispatched });
  const platforms = valuesOf(words, 'platform');
  const differences = differencesOf(workflows, builder, { platforms, isVerbose: isGiven(words, 'verbose') });
  for (const line of endingLines({
    ...ended,
    dispatched,
    serving: await servingIn(facts),
    answers,
    comments: commentLines(await comments(), before),
    untried: untriedBy(workflows, builder),
    environments: environmentLines(ended.environments, Object.keys(declared)),
    differences,
    exitCode,
    isInterrupted: interrupts.count() > 0,
  }))
    say(line);
  return exitCode;
}
