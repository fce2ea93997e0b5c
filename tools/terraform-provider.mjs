/**
 * Where Terraform gets the provider of AWS from on this machine, so that tests can do without the registry:
 *
 * 1. as a CLI configuration of Terraform's own says, when one has a `provider_installation`: the file that
 *    TF_CLI_CONFIG_FILE names, or else ~/.terraformrc and ~/.terraform.d/*.tfrc;
 * 2. from a folder that mirrors the registry, which is one that has a folder registry.terraform.io/hashicorp/aws: what
 *    SLIPWAY_TERRAFORM_MIRROR names, Terraform's own places, what packages of systems use (/opt/‹any›, /srv/‹any› …);
 * 3. from the registry, when it answers.
 *
 * What else a configuration says, such as a cache of plugins, is kept in every case: `own` are its files. One that
 * TF_CLI_CONFIG_FILE names and that is not there hides the others, as it does for Terraform.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const provider = 'registry.terraform.io/hashicorp/aws';

/** What tests put something else for. */
const thisMachine = {
  folders: () => [
    ...['/usr/local/share/terraform/plugins', '/usr/share/terraform/plugins'],
    ...['/opt', '/usr/local/share', '/usr/share', '/srv'].flatMap(entriesOf),
  ],
  registryAnswers,
};

/** @returns `{ kind: 'configured' | 'mirror' | 'registry' | 'none', own, folder? }` */
export function providerSource(env = process.env, machine = thisMachine) {
  const home = env.HOME || homedir();
  const own = configurations(env, home);
  if (own.some(saysWhere)) return { kind: 'configured', own };
  const named = env.SLIPWAY_TERRAFORM_MIRROR ? [env.SLIPWAY_TERRAFORM_MIRROR] : [];
  const personal = ['.terraform.d/plugins', '.local/share/terraform/plugins'].map((each) => join(home, each));
  const folders = [...named, ...personal, ...machine.folders()];
  const folder = folders.find((each) => existsSync(join(each, provider)));
  if (folder !== undefined) return { kind: 'mirror', own, folder };
  return { kind: machine.registryAnswers() ? 'registry' : 'none', own };
}

/** The files that Terraform would read; those in JSON hold credentials, which no provider needs. */
function configurations(env, home) {
  const named = env.TF_CLI_CONFIG_FILE || env.TERRAFORM_CONFIG;
  const beside = entriesOf(join(home, '.terraform.d')).filter((file) => file.endsWith('.tfrc'));
  return (named ? [named] : [join(home, '.terraformrc'), ...beside]).filter((file) => existsSync(file));
}

const saysWhere = (file) => /^\s*"?provider_installation\b/m.test(readFileSync(file, 'utf8'));

function entriesOf(folder) {
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
