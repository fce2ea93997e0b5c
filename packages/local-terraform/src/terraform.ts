/** Terraform of this machine, with a configuration that says where its provider of AWS is found. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { providerSource } from '../../../tools/terraform-provider.mjs';
import { run, type Ran, type Running } from './programs.ts';

/**
 * What Terraform needs in its environment to find its provider.
 * @param folder for the configuration, when one has to be written.
 */
export async function terraformEnvironment(folder: string): Promise<Readonly<Record<string, string>>> {
  const source = providerSource();
  const quiet = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
  // Terraform warns of a configuration file that is not there.
  if (source.kind === 'configured') return quiet;
  const file = join(folder, 'terraform.rc');
  await writeFile(file, source.kind === 'mirror' ? mirrorOf(source.folder) : '');
  return { ...quiet, TF_CLI_CONFIG_FILE: file };
}

const mirrorOf = (folder: string): string =>
  `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(folder)}\n  }\n}\n`;

export const terraform = (args: readonly string[], running: Running): Promise<Ran> =>
  run('terraform', [...args, '-no-color'], running);
