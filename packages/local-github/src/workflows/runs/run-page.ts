/** The page of a run, in plain text: where the links of reports and summaries lead. */
import { inspect } from 'node:util';
import type { Run } from './runs.ts';

/** undefined when the path is not that of a run or of one of its jobs. */
export function runPage(repository: string, runs: readonly Run[], path: string): string | undefined {
  const [, place, id] = /^\/([^/]+\/[^/]+)\/actions\/runs\/(\d+)(?:\/job\/\d+)?$/.exec(path) ?? [];
  const run = runs.find((each) => each.id === Number(id));
  if (place?.toLowerCase() !== repository.toLowerCase() || run === undefined) return undefined;
  const lines = [
    `Run ${String(run.id)} of ${run.workflow} on ${run.ref}: ${stateOf(run)}`,
    ...Object.entries(run.inputs).map(([name, value]) => `  input ${name} = ${value}`),
    ...run.jobs.flatMap((job) => [
      `job ${job.name}: ${stateOf(job)}`,
      ...job.steps.map((step) => `  ${String(step.number)}. ${step.name}: ${stateOf(step)}`),
    ]),
    ...(run.error === undefined ? [] : ['', reasonOf(run.error)]),
    '',
    'This is the local GitHub of Slipway, a simulation on this machine.',
  ];
  return `${lines.join('\n')}\n`;
}

/** Without its stack: the page is read by who dispatched the run, not by who wrote the handler. */
const reasonOf = (error: unknown): string =>
  `It failed: ${error instanceof Error && error.message !== '' ? error.message : inspect(error, { depth: 0 })}`;

const stateOf = ({
  status,
  conclusion,
}: {
  readonly status: string;
  readonly conclusion: string | null;
}): string => conclusion ?? status;
