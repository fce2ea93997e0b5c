/** What is told after act has ended: how its jobs ended, what serves, and what GitHub would have done otherwise. Pure. */
import type { Serving } from './serving.ts';

export interface Ending {
  readonly jobs: ReadonlyMap<string, string>;
  /** Those that act left out → the label that it knows no machine for. */
  readonly unsupported: ReadonlyMap<string, string>;
  /** Runs that jobs have started. */
  readonly dispatched: readonly {
    readonly workflow: string;
    readonly number: number;
    readonly result: string;
  }[];
  readonly serving: Serving | undefined;
  /** Under the pull request; see `commentLines`. */
  readonly comments: readonly string[];
  /** What the run did not try though it looks so, in sentences. */
  readonly untried: readonly string[];
  /** Of the environments that its jobs named; see `environmentLines`. */
  readonly environments: readonly string[];
  /** URL of each load balancer, and what it answered. */
  readonly answers: readonly (readonly [url: string, answer: string])[];
  readonly differences: readonly string[];
  readonly exitCode: number;
  readonly isInterrupted: boolean;
}

export function endingLines(ending: Ending): readonly string[] {
  const { jobs, unsupported, dispatched, serving, answers, differences, untried, environments, comments } =
    ending;
  const width = Math.max(0, ...[...jobs.keys(), ...unsupported.keys()].map((name) => name.length));
  return [
    '',
    'How the jobs ended',
    ...(jobs.size + unsupported.size === 0 ? ['  no job ran'] : []),
    ...[...jobs].map(([name, result]) => `  ${sign(result)} ${name.padEnd(width)}  ${result}`),
    ...[...unsupported].map(
      ([name, label]) =>
        `  ✘ ${name.padEnd(width)}  not run: its \`runs-on\` came to \`${label}\`, which was not known before. Type \`--platform ${label}=-self-hosted\` to take this machine.`,
    ),
    ...dispatched.map(
      ({ workflow, number, result }) =>
        `  ${sign(result)} ${workflow}, run ${String(number)}, which a job started: ${result}`,
    ),
    ...untried.map((sentence) => `  ! ${sentence}`),
    '',
    ...comments,
    ...environments,
    'What serves now',
    ...servingLines(serving),
    ...answers.map(([url, answer]) => `  ${url} answers ${answer}`),
    '',
    'What differs from GitHub',
    ...differences.map((difference) => `  - ${difference}`),
    '',
    lastLine(ending),
  ];
}

function lastLine({ jobs, unsupported, dispatched, exitCode, isInterrupted }: Ending): string {
  const code = `(exit code ${String(exitCode)}).`;
  if (isInterrupted) return `Interrupted ${code}`;
  const failed = [...jobs.values()].some((result) => result === 'failure');
  if (exitCode !== 0 && !failed && unsupported.size > 0) return `Red: not every job was run ${code}`;
  if (exitCode !== 0 && !failed && dispatched.some(({ result }) => result !== 'success'))
    return `Red: a run that a job started did not succeed ${code}`;
  if (exitCode !== 0) return `act ended red ${code}`;
  if ([...jobs.values()].every((result) => result === 'skipped'))
    return `Nothing ran: no job was due ${code}`;
  return `act ended green ${code}`;
}

const signs: Readonly<Record<string, string>> = { success: '✔', skipped: '–' };
const sign = (result: string): string => signs[result] ?? '✘';

function servingLines(serving: Serving | undefined): readonly string[] {
  if (serving === undefined) return ['  nothing that the world names: it has no service'];
  const { service, revision, running, desired } = serving;
  const line = `  service ${service}: ${revision}, ${String(running)} of ${String(desired)} tasks running`;
  return desired > 0 ? [line] : [`${line}: it is asked for none, in its world or by \`desired-count\``];
}

/**
 * @returns act's; on GitHub a job without a machine waits, and a run that failed is red whoever started it. A job whose end
 * act never told is shown as failed, whatever act ends with.
 */
export function exitCodeOf({
  exitCode,
  jobs,
  unsupported,
  dispatched,
}: Pick<Ending, 'exitCode' | 'jobs' | 'unsupported' | 'dispatched'>): number {
  if (exitCode !== 0) return exitCode;
  const failed = [...jobs.values()].some((result) => result === 'failure');
  return failed || unsupported.size > 0 || dispatched.some(({ result }) => result !== 'success') ? 1 : 0;
}
