/** The action apply-plan on stubbed stacks: how it is called, and what Terraform was asked for then. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asked, folder } from '../stubbed-stack.ts';
import type { Watching } from './script-run.ts';
import { step } from './stubbed-scripts.ts';

export const plan = (env: Readonly<Record<string, string>> = {}) => step('plan/plan.sh', env);
export const apply = (env: Readonly<Record<string, string>>, watching: Watching = {}) =>
  step('apply-plan/apply.sh', env, watching);

/** What each apply was of: the file that it was given, as the stub read it. */
export const readsPlan = `for word; do case $word in *.tfplan) cat "$word" >>"$STUB/applied" ;; esac; done; echo 'Apply complete! Resources: 1 added, 0 changed, 0 destroyed.'`;

export const commands = async (): Promise<readonly string[]> =>
  (await asked())
    .filter((line) => /^(?:apply|plan)\|/.test(line))
    .map((line) => line.replaceAll(/[^|]*\//g, ''));

export async function applied(): Promise<readonly string[]> {
  return (await readFile(join(folder, 'applied'), 'utf8').catch(() => '')).split('\n').slice(0, -1);
}
