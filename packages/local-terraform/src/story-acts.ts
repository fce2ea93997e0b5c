/** The acts of the story of Terraform, each with what has to come of it: made, deployed to, planned again, destroyed. */
import { servedVersion } from '@slipway/demo/traffic';
import type { Narrator } from '@slipway/demo/narrator';
import { versions, type Version } from '@slipway/demo/versions';
import { dyingVersion } from './example-values.ts';
import { targets, type Harbour } from './harbour.ts';
import type { WatchedRuns } from './watched-runs.ts';

export interface Stage {
  readonly harbour: Harbour;
  readonly narrator: Narrator;
  readonly runs: WatchedRuns;
  /** Of the table at the end, by stack: what was made and destroyed, and how long that took. */
  readonly rows: Map<string, readonly string[]>;
}

/** What did not go as told. */
type Surprise = string | undefined;

/** In the order of the story. */
export const acts = [applyAll, shipAll, planAll, destroyAll] as const;

async function applyAll({ harbour, narrator, runs, rows }: Stage): Promise<Surprise> {
  const { stacks } = harbour;
  narrator.act('2  Terraform makes what the pipeline deploys to');
  for (const [name, target] of targets) {
    const command = `terraform/stack ${name} ${target} apply`;
    narrator.say(`▸ ${command}`);
    const { counts, seconds, wrong } = await runs.watch(command, () =>
      stacks.stack(name, target, 'apply', '-auto-approve', '-no-color'),
    );
    if (counts === undefined) return `the stack ${name} could not be applied:\n${wrong}`;
    rows.set(name, [String(counts.added), seconds.toFixed(0)]);
    narrator.good(`${String(counts.added)} resources made in ${seconds.toFixed(0)} s.`);
  }
  const command = 'terraform/stack outputs production/web';
  narrator.say(`▸ ${command}`);
  const { code, printed, wrong } = await runs.watch(command, () => stacks.stack('outputs', 'production/web'));
  if (code !== 0) return `what the workflows read could not be told:\n${wrong}`;
  narrator.say('What the workflows read:');
  narrator.log(printed.trim());
  await harbour.readRoles();
  return undefined;
}

async function shipAll({ harbour, narrator }: Stage): Promise<Surprise> {
  const ends = [
    ['3  Version 1 is the first', versions.one, 'succeeded', '1'],
    ['4  Version 2 dies, and slides back', dyingVersion, 'rolled-back', '1'],
  ] as const;
  for (const [title, version, outcome, serves] of ends) {
    narrator.act(title);
    const surprise = await ship(harbour, version, outcome, serves);
    if (surprise !== undefined) return surprise;
    narrator.good(`Version ${version.version}: ${outcome}; version ${serves} serves.`);
  }
  return undefined;
}

async function ship(harbour: Harbour, version: Version, outcome: string, serves: string): Promise<Surprise> {
  const ended = await harbour.ship(version);
  if (ended.outcome !== outcome) return `version ${version.version} ended ${ended.outcome}: ${ended.reason}`;
  const serving = await servedVersion(harbour.url());
  return serving === serves ? undefined : `version ${serving ?? 'none'} serves, and not ${serves}`;
}

async function planAll(stage: Stage): Promise<Surprise> {
  const { harbour, narrator, runs } = stage;
  narrator.act('5  Terraform did not deploy, and finds no difference');
  const surprise = await raiseLowerBound(stage);
  if (surprise !== undefined) return surprise;
  narrator.say('What has Terraform to do now, after two deployments?');
  for (const [name, target] of targets) {
    const { code, wrong } = await runs.watch(`terraform/stack ${name} ${target} plan`, () =>
      harbour.stacks.stack(name, target, 'plan', '-detailed-exitcode', '-no-color'),
    );
    if (code === 1) return `the stack ${name} could not be planned:\n${wrong}`;
    if (code !== 0) return `the plan of ${name} has a difference:\n${wrong}`;
    narrator.good(`${name}: no changes.`);
  }
  return undefined;
}

/** The first apply came before anything could run: autoscaling would have started tasks of an image that is not there. */
async function raiseLowerBound({ harbour, narrator, runs }: Stage): Promise<Surprise> {
  const command = 'terraform/stack service production/web apply';
  narrator.say('Autoscaling was told 0 tasks at least while there was no image. Now that a version runs:');
  narrator.say(`▸ ${command}`);
  const { counts, wrong } = await runs.watch(command, () =>
    harbour.stacks.stack('service', 'production/web', 'apply', '-auto-approve', '-no-color'),
  );
  if (counts === undefined) return `the stack service could not be applied again:\n${wrong}`;
  const { added, changed, destroyed } = counts;
  const said = `${String(added)} added, ${String(changed)} changed, ${String(destroyed)} destroyed`;
  if (said !== '0 added, 1 changed, 0 destroyed') {
    return `only the lower bound of autoscaling was to change, and Terraform says: ${said}`;
  }
  narrator.good(`Autoscaling has its lower bound: ${said}.`);
  return undefined;
}

async function destroyAll({ harbour, narrator, runs, rows }: Stage): Promise<Surprise> {
  const { stacks } = harbour;
  narrator.act('6  A destroy leaves nothing');
  await stacks.change('web.tfvars', /^/, 'deletion_protection = false\n');
  narrator.say(
    'First `deletion_protection = false` is written into web.tfvars. The other stacks have had it from the start.',
  );
  for (const [name, target] of [...targets].reverse()) {
    const command = `terraform/stack ${name} ${target} destroy`;
    narrator.say(`▸ ${command}`);
    const { counts, seconds, wrong } = await runs.watch(command, () => harbour.destroy(name, target));
    if (counts === undefined) return `the stack ${name} could not be destroyed:\n${wrong}`;
    const destroyed = String(counts.destroyed);
    rows.set(name, [...(rows.get(name) ?? []), destroyed, seconds.toFixed(0)]);
    narrator.good(`${destroyed} resources destroyed in ${seconds.toFixed(0)} s.`);
  }
  const left = await harbour.left();
  if (left.length > 0) return `these are left: ${left.join(', ')}`;
  narrator.good('Nothing is left but the revisions of the task definitions, which nobody pays for.');
  return undefined;
}
