/** The number of the account, which no job may hand on to another: GitHub drops an output that has a masked value in it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Job, Jobs, ToldWorld } from './told-world.ts';

export interface HandedOn {
  /** How many outputs of jobs there were with something in them. */
  readonly seen: number;
  /** A sentence for each that has the number, and for what could not be looked at. */
  readonly wrong: readonly string[];
}

type World = Pick<ToldWorld, 'runs' | 'account' | 'jobsOf'>;

/** @param root of the checkout, whose workflows ran. */
export async function numberHandedOn(root: string, { runs, account, jobsOf }: World): Promise<HandedOn> {
  const wrong: string[] = [];
  let seen = 0;
  for (const run of runs) {
    for (const [path, result] of Object.entries(run.jobs)) {
      const place = `${run.workflow} ${path}`;
      const job = await jobAt(root, await jobsOf(run.workflow), path.split('/'));
      if (job === undefined)
        wrong.push(`the outputs of ${place} were not looked at: no workflow has this job`);
      const declared = Object.entries(job?.outputs ?? {});
      const values = declared.map(([name, expression]) => ({
        name,
        value: valueOf(expression, path, run.outputs),
      }));
      for (const { name, value } of values) {
        if (value === undefined)
          wrong.push(
            `the output ${name} of ${place} was not looked at: nothing is known of where it comes from`,
          );
        if (value?.includes(account) === true)
          wrong.push(`the output ${name} of ${place} has the number of the account`);
      }
      const given = values.filter(({ value = '' }) => value !== '').length;
      seen += given;
      if (declared.length > 0 && given === 0 && result === 'success')
        wrong.push(`none of the outputs of ${place} has anything in it, though the job is green`);
    }
  }
  return { seen, wrong };
}

/** @returns undefined for an expression that is no output of a step. */
function valueOf(
  expression: string,
  path: string,
  outputs: Readonly<Record<string, string>>,
): string | undefined {
  const all = [...expression.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)];
  if (all.length === 0) return undefined;
  return all.map(([, step = '', output = '']) => stepOutput(outputs, `${path}.${step}`, output)).join('');
}

/** Of a step of its own; of a composite action what a step in it has given by that name. */
function stepOutput(outputs: Readonly<Record<string, string>>, step: string, output: string): string {
  const isOf = (name: string): boolean => name.startsWith(`${step}.`) && name.endsWith(`.${output}`);
  const within = (): string | undefined => Object.entries(outputs).find(([name]) => isOf(name))?.[1];
  return outputs[`${step}.${output}`] ?? within() ?? '';
}

async function jobAt(
  root: string,
  jobs: Jobs,
  [first = '', ...rest]: readonly string[],
): Promise<Job | undefined> {
  const job = jobs[first.replace(/ \(.*\)$/, '')];
  if (job === undefined || rest.length === 0) return job;
  const [, file] = /\.github\/workflows\/([\w-]+\.yml)/.exec(job.uses ?? '') ?? [];
  return file === undefined
    ? undefined
    : jobAt(root, await jobsIn(join(root, '.github/workflows', file)), rest);
}

/** @param path of a workflow. */
export const jobsIn = async (path: string): Promise<Jobs> => jobsOfText(await readFile(path, 'utf8'));

export function jobsOfText(text: string): Jobs {
  const { jobs } = parse(text) as { readonly jobs: Jobs };
  return jobs;
}
