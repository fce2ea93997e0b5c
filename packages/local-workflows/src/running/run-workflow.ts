/**
 * One run: one workflow file of the caller's repository, for one event. Everything that it needs is put into a folder of
 * its own, which is gone when it has ended.
 */
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { workflowFolder } from '../published.ts';
import { nameOfWorkflow } from '../rewriting/places.ts';
import { makeRunFolder } from '../run-folders.ts';
import type { ActLine } from './act-lines.ts';
import { hearAct } from './act-process.ts';
import { nothingTold, tell, type ActRun, type LogLine, type Told } from './act-run.ts';
import { deployedTo, type Known } from './deployed-to.ts';
import { endOfRun } from './end-of-run.ts';
import { jobPaths, type JobPaths } from './job-paths.ts';
import { forgetValues, processOf } from './process-of-run.ts';
import { stageRun, type Staged } from './staged.ts';
import { isStopped, type WorkflowRun } from './workflow-run.ts';

export async function runWorkflow(run: WorkflowRun): Promise<ActRun> {
  await using opened = new AsyncDisposableStack();
  const folder = await makeRunFolder();
  opened.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const staged = await stageRun(run, folder);
  const first = `${run.caller.repository}/${workflowFolder}/${run.workflow}`;
  const textOf = (path: string): string => staged.texts.get(path) ?? '';
  const paths = jobPaths(first, (path) => nameOfWorkflow(textOf(path)) ?? basename(path));
  const told = nothingTold();
  const complaints: string[] = [];
  const hear = hearing(run, told, paths, knownOf(run, staged, paths));
  let hasBegun = false;
  const exitCode = await hearAct({
    ...(await processOf(run, staged, folder)),
    onText: (text) => void complaints.push(text),
    onLine: (line) => {
      if (!hasBegun && line.jobID !== undefined) forgetValues(folder);
      hasBegun ||= line.jobID !== undefined;
      hear(line);
    },
  });
  return endOfRun(told, paths, { textOf, exitCode, complaints, isCancelled: isStopped(run) });
}

const knownOf = ({ event, variables }: WorkflowRun, { files }: Staged, { entered }: JobPaths): Known => ({
  entered,
  fileOf: (path) => files.get(path),
  inputs: (event.payload.inputs ?? {}) as Readonly<Record<string, unknown>>,
  variables,
});

/** Keeps each line, and shows it as it comes. */
const hearing =
  (run: WorkflowRun, told: Told, paths: JobPaths, known: Known) =>
  (line: ActLine): void => {
    // What act makes of a job that it ends early says nothing.
    const isLate = line.jobResult !== undefined && isStopped(run);
    const shown = tell(told, isLate ? { ...line, jobResult: 'cancelled' } : line, paths);
    if (shown !== undefined) run.onLine?.(withEnvironment(shown, known));
  };

function withEnvironment(line: LogLine, known: Known): LogLine {
  const environment = line.step === 'Set up job' ? deployedTo(line.job, known) : undefined;
  return environment === undefined ? line : { ...line, environment };
}
