/** What must be nowhere in what was told: secrets in a log, and the number of the account in what a job hands on. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import { parse } from 'yaml';

type Secret = readonly [name: string, value: string];

/** @returns a sentence for each that a log shows. */
export const secretsShown = (runs: readonly EndedRun[], secrets: readonly Secret[]): readonly string[] =>
  runs.flatMap(({ workflow, id, log, summaries }) => {
    const told = [log, ...summaries.map(({ text }) => text)].join('\n');
    return secrets
      .filter(([, value]) => value !== '' && told.includes(value))
      .map(([name]) => `the log of ${workflow}, run ${String(id)}, shows ${name}`);
  });

interface Job {
  readonly outputs?: Readonly<Record<string, string>>;
  readonly uses?: string;
}

export interface HandedOn {
  /** How many outputs of jobs there were with something in them. */
  readonly seen: number;
  /** A sentence for each that has the number. */
  readonly found: readonly string[];
}

/** @param root of the checkout, whose workflows ran. */
export async function numberHandedOn(
  root: string,
  runs: readonly EndedRun[],
  account: string,
  jobsOfCaller: (workflow: string) => Promise<Readonly<Record<string, Job>>>,
): Promise<HandedOn> {
  const found: string[] = [];
  let seen = 0;
  for (const run of runs) {
    for (const path of Object.keys(run.jobs)) {
      const job = await jobAt(root, await jobsOfCaller(run.workflow), path.split('/'));
      for (const [name, expression] of Object.entries(job?.outputs ?? {})) {
        const [, step = '', output = ''] = /steps\.([\w-]+)\.outputs\.([\w-]+)/.exec(expression) ?? [];
        const value = run.outputs[`${path}.${step}.${output}`] ?? '';
        if (value !== '') seen += 1;
        if (value.includes(account))
          found.push(`the output ${name} of ${run.workflow} ${path} has the number of the account`);
      }
    }
  }
  return { seen, found };
}

async function jobAt(
  root: string,
  jobs: Readonly<Record<string, Job>>,
  [first = '', ...rest]: readonly string[],
): Promise<Job | undefined> {
  const job = jobs[first];
  if (job === undefined || rest.length === 0) return job;
  const [, file] = /\.github\/workflows\/([\w-]+\.yml)/.exec(job.uses ?? '') ?? [];
  return file === undefined
    ? undefined
    : jobAt(root, await jobsIn(join(root, '.github/workflows', file)), rest);
}

/** @param path of a workflow. */
export async function jobsIn(path: string): Promise<Readonly<Record<string, Job>>> {
  const { jobs } = parse(await readFile(path, 'utf8')) as { readonly jobs: Readonly<Record<string, Job>> };
  return jobs;
}
