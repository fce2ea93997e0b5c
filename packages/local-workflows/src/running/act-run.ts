/** How a run went, from the lines of act as they came. */
import { printable, type ActLine } from './act-lines.ts';
import type { JobPaths } from './job-paths.ts';

export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface Annotation {
  /** Path of the job. */
  readonly job: string;
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  /** `title`, `file`, `line` … */
  readonly properties: Readonly<Record<string, string>>;
}

export interface ActRun {
  readonly result: 'success' | 'failure' | 'cancelled';
  /**
   * By the path of the job: its id, after those of the jobs that called its workflow, `release/deploy/gate`. Those that
   * never started are skipped; of a job that calls a workflow, and did, the jobs of that are here.
   */
  readonly jobs: Readonly<Record<string, JobResult>>;
  /** `‹path of the job›.‹step›.‹output›` → value. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summaries: readonly { readonly job: string; readonly text: string }[];
  readonly annotations: readonly Annotation[];
  /** What a person would see. */
  readonly log: string;
}

export interface LogLine {
  /** Path of the job; empty for what act says of the run. */
  readonly job: string;
  /** Name of the step; empty between steps. */
  readonly step: string;
  readonly text: string;
  /** Of a command such as `::error::`. */
  readonly level?: Annotation['level'];
  /** That the job deploys to, with its first line, where it makes a record of that. */
  readonly environment?: string;
  /** Of the job, with its last line. */
  readonly result?: JobResult;
}

export interface Told {
  readonly jobs: Record<string, JobResult>;
  readonly outputs: Record<string, string>;
  readonly summaries: { readonly job: string; readonly text: string }[];
  readonly annotations: Annotation[];
  readonly log: LogLine[];
}

export const nothingTold = (): Told => ({ jobs: {}, outputs: {}, summaries: [], annotations: [], log: [] });

/** @returns what a person is shown of it. */
export function tell(told: Told, line: ActLine, paths: JobPaths): LogLine | undefined {
  const job = paths.of(line) ?? '';
  const result = resultOf(line);
  if (result !== undefined) told.jobs[job] = result;
  if (line.command === 'set-output')
    told.outputs[[job, ...(line.stepID ?? []), line.name ?? ''].join('.')] = line.arg ?? '';
  if (line.command === 'summary') told.summaries.push({ job, text: line.content ?? '' });
  const level = levelOf(line);
  if (level !== undefined)
    told.annotations.push({ job, level, message: line.arg ?? '', properties: line.kvPairs ?? {} });
  if (line.command === 'summary' || line.msg.startsWith('LocalRepositoryCache ')) return undefined;
  const shown: LogLine = {
    ...{ job, step: line.step ?? '', text: printable(line.msg) },
    ...(level === undefined ? {} : { level }),
    ...(result === undefined ? {} : { result }),
  };
  told.log.push(shown);
  return shown;
}

function levelOf({ command }: ActLine): Annotation['level'] | undefined {
  return command === 'error' || command === 'warning' || command === 'notice' ? command : undefined;
}

const resultOf = ({ jobResult }: ActLine): JobResult | undefined =>
  jobResult === 'success' || jobResult === 'failure' || jobResult === 'cancelled' ? jobResult : undefined;

export const shownLine = ({ job, text }: LogLine): string => `[${job === '' ? 'act' : job}] ${text}`;
