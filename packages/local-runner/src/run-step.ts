/** One step of a job, main or post: its process, what it printed, and what it wrote into the runner's files. */
import { createCommandFiles } from './command-files.ts';
import type { Masks } from './masks.ts';
import { createStepLog, type StepAnnotation } from './step-log.ts';
import { runProcess, type CancelDelays, type Cancelling } from './step-process.ts';

export interface Step {
  readonly node: string;
  /** The script, absolute. */
  readonly entry: string;
  /** Modules that are loaded before it, in this order: paths or URLs. */
  readonly preloads: readonly string[];
  /** Where its command files are made. */
  readonly filesFolder: string;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
  readonly masks: Masks;
  /** Said by the runner before the step starts. */
  readonly warning: string | undefined;
  readonly onLine: ((line: string) => void) | undefined;
  readonly signal: AbortSignal | undefined;
  readonly cancelDelays: CancelDelays;
  readonly cancelling: Cancelling | undefined;
  /** Kills it at once. */
  readonly lost: AbortSignal | undefined;
}

export interface StepResult {
  /** cancelled when it was asked to stop, however it ended. */
  readonly conclusion: 'success' | 'failure' | 'cancelled';
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** As the job's log shows it: masked, commands as `##[error]…`, debug lines left out. */
  readonly log: readonly string[];
  readonly debug: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Variables for the steps that follow. */
  readonly environment: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** Folders for the PATH of the steps that follow, in the order in which they were added. */
  readonly paths: readonly string[];
  /** Masked Markdown. */
  readonly summary: string;
  readonly annotations: readonly StepAnnotation[];
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly startedAt: number;
  /** Milliseconds; undefined when nothing was printed. */
  readonly startToFirstLineMs: number | undefined;
  /** Milliseconds. */
  readonly startToEndMs: number;
}

export async function runStep(step: Step): Promise<StepResult> {
  const files = await createCommandFiles(step.filesFolder);
  const log = createStepLog(step.masks);
  const read = (line: string): void => {
    const shown = log.read(line);
    if (shown !== undefined) step.onLine?.(shown);
  };
  if (step.warning !== undefined) read(`::warning::${step.warning}`);
  const end = await runProcess({
    node: step.node,
    arguments: [...step.preloads.flatMap((preload) => ['--import', preload]), step.entry],
    cwd: step.workspace,
    env: { ...step.env, ...files.variables },
    onLine: read,
    signal: step.signal,
    cancelDelays: step.cancelDelays,
    cancelling: step.cancelling,
    lost: step.lost,
  });
  const written = await files.read();
  for (const problem of written.problems) read(`::error::${problem}`);
  const failed = end.exitCode !== 0 || log.refused || written.problems.length > 0;
  return {
    ...end,
    conclusion: step.signal?.aborted === true ? 'cancelled' : failed ? 'failure' : 'success',
    log: log.lines,
    debug: log.debug,
    outputs: Object.fromEntries([...log.outputs, ...written.outputs]),
    environment: Object.fromEntries(written.environment),
    state: Object.fromEntries([...log.state, ...written.state]),
    paths: written.paths,
    summary: step.masks.apply(written.summary),
    annotations: log.annotations,
  };
}
