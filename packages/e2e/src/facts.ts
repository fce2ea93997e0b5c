/** What is left behind in .slipway/e2e.json for whoever wants figures. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import type { Looked } from './leaks/leaks.ts';
import type { Refused } from './refusals/refusals.ts';
import type { RunTimes } from './times.ts';

export interface Facts {
  readonly seconds: number;
  /** By the name of the act, in real seconds. */
  readonly acts: Readonly<Record<string, number>>;
  readonly runs: readonly (EndedRun & { readonly times?: RunTimes | undefined })[];
  readonly refused: readonly Refused[];
  /** How much was looked at for secrets and for the number of the account. */
  readonly looked: Looked;
  readonly differences: readonly string[];
  readonly surprises: readonly string[];
}

export async function writeFacts(file: string, facts: Facts): Promise<void> {
  const { runs, refused, ...others } = facts;
  const told = {
    ...others,
    runs: runs.map(({ id, workflow, result, jobs, times }) => ({ id, workflow, result, jobs, times })),
    refused: refused.map(({ title, sentence }) => ({ mistake: title, sentence })),
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(told, null, 2)}\n`);
}

/** Those that ran at all. */
export const jobsOf = (runs: readonly EndedRun[]): number =>
  runs.flatMap(({ jobs }) => Object.values(jobs)).filter((result) => result !== 'skipped').length;
