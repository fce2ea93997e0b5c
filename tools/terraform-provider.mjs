/**
 * Where Terraform gets the provider of AWS from on this machine: as its own configuration says, from a folder that
 * mirrors the registry, or from the registry itself.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const provider = 'registry.terraform.io/hashicorp/aws';

/** @returns `{ kind: 'configured' | 'mirror' | 'registry' | 'none', folder? }` */
export function providerSource(env = process.env) {
  if (env.TF_CLI_CONFIG_FILE !== undefined && existsSync(env.TF_CLI_CONFIG_FILE))
    return { kind: 'configured' };
  const folder = mirrors(env).find((each) => existsSync(join(each, provider)));
  if (folder !== undefined) return { kind: 'mirror', folder };
  return { kind: registryAnswers() ? 'registry' : 'none' };
}

/** Terraform's own places for a mirror, and what packages of systems use. */
function mirrors(env) {
  const named = env.SLIPWAY_TERRAFORM_MIRROR === undefined ? [] : [env.SLIPWAY_TERRAFORM_MIRROR];
  const own = ['.terraform.d/plugins', '.local/share/terraform/plugins'].map((each) => join(homedir(), each));
  const shared = ['/usr/local/share/terraform/plugins', '/usr/share/terraform/plugins'];
  const installed = ['/opt', '/usr/local/share', '/usr/share', '/srv'].flatMap(foldersIn);
  return [...named, ...own, ...shared, ...installed];
}

function foldersIn(folder) {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function registryAnswers() {
  const question =
    "await fetch('https://registry.terraform.io/.well-known/terraform.json', { signal: AbortSignal.timeout(5000) })";
  return (
    spawnSync(process.execPath, ['--input-type=module', '-e', question], { stdio: 'ignore' }).status === 0
  );
}
