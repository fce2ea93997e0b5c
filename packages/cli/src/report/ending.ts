/** What is told after act has ended: how its jobs ended, what serves, and what GitHub would have done otherwise. Pure. */
import type { Serving } from './serving.ts';

export interface Ending {
  readonly jobs: ReadonlyMap<string, string>;
  /** Runs that jobs have started. */
  readonly dispatched: readonly {
    readonly workflow: string;
    readonly number: number;
    readonly result: string;
  }[];
  readonly serving: Serving | undefined;
  /** URL of each load balancer, and what it answered. */
  readonly answers: readonly (readonly [url: string, answer: string])[];
  readonly differences: readonly string[];
  readonly exitCode: number;
}

export function endingLines({
  jobs,
  dispatched,
  serving,
  answers,
  differences,
  exitCode,
}: Ending): readonly string[] {
  const width = Math.max(0, ...[...jobs.keys()].map((name) => name.length));
  return [
    '',
    'How the jobs ended',
    ...(jobs.size === 0 ? ['  no job ran'] : []),
    ...[...jobs].map(([name, result]) => `  ${sign(result)} ${name.padEnd(width)}  ${result}`),
    ...dispatched.map(
      ({ workflow, number, result }) =>
        `  ${sign(result)} ${workflow}, run ${String(number)}, which a job started: ${result}`,
    ),
    '',
    'What serves now',
    ...servingLines(serving),
    ...answers.map(([url, answer]) => `  ${url} answers ${answer}`),
    '',
    'What differs from GitHub',
    ...differences.map((difference) => `  - ${difference}`),
    '',
    exitCode === 0 ? 'act ended green (exit code 0).' : `act ended red (exit code ${String(exitCode)}).`,
  ];
}

const sign = (result: string): string => (result === 'success' ? '✔' : '✘');

function servingLines(serving: Serving | undefined): readonly string[] {
  if (serving === undefined) return ['  nothing that the world names: it has no service'];
  const { service, revision, running, desired } = serving;
  const line = `  service ${service}: ${revision}, ${String(running)} of ${String(desired)} tasks running`;
  return desired > 0 ? [line] : [`${line}: it is asked for none, in its world or by \`desired-count\``];
}
