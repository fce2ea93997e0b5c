/** Terraform of this machine, with a configuration that says where its provider of AWS is found. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { providerSource, type ProviderSource } from '../../../tools/terraform-provider.mjs';
import { run, type Ran, type Running } from './programs.ts';

/**
 * What Terraform needs in its environment to find its provider.
 * @param folder for the configuration, when one has to be written.
 */
export async function terraformEnvironment(
  folder: string,
  source: ProviderSource = providerSource(),
): Promise<Readonly<Record<string, string>>> {
  const quiet = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
  if (source.kind === 'configured') return quiet;
  // Written also when it says nothing: Terraform warns of a configuration that is named and not there.
  const own = await Promise.all(source.own.map((each) => readFile(each, 'utf8')));
  const file = join(folder, 'terraform.rc');
  await writeFile(file, [...own, ...(source.kind === 'mirror' ? [mirrorOf(source.folder)] : [])].join('\n'));
  return { ...quiet, TF_CLI_CONFIG_FILE: file };
}

const mirrorOf = (folder: string): string =>
  `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(folder)}\n  }\n}\n`;

export const terraform = (args: readonly string[], running: Running): Promise<Ran> =>
  run('terraform', [...args, '-no-color'], running);
