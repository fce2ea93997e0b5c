/**
 * The story of `npm run demo -- --terraform`: an empty account, four stacks, a release, a rollback, a plan without a
 * difference, and a destroy that leaves nothing.
 */
import { servedVersion } from '@slipway/demo/traffic';
import type { Narrator } from '@slipway/demo/narrator';
import { versions, type Version } from '@slipway/demo/versions';
import { pathsOf } from '../../../tools/real-parts.mjs';
import { openHarbour, root, targets, type Harbour } from './harbour.ts';
import { leftIn } from './leftovers.ts';

export interface Telling {
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
  /** Milliseconds of real time. */
  readonly now: () => number;
}

/** @returns what this machine lacks for the story, each with what to type. */
export function missingForStory(): readonly string[] {
  const hints = {
    terraform: 'terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install',
    moto_server: 'moto_server: node tools/python-tools.mjs moto_server',
  };
  return Object.entries(hints).flatMap(([part, hint]) => (pathsOf(root, part).length === 0 ? [hint] : []));
}

/** @returns what did not go as told; nothing when all did. */
export async function tellTerraform({ narrator, signal, now }: Telling): Promise<readonly string[]> {
  narrator.act('1  An empty account');
  const log = (text: string): void => narrator.log(text);
  const harbour = await openHarbour({ step: (action) => narrator.say(`▸ ${action}`), line: log, signal });
  const rows: (readonly string[])[] = [['stack', 'resources', 'seconds']];
  try {
    narrator.say(
      'This is a simulation on this machine, not AWS: ECS, ECR, ELB, CloudWatch and autoscaling are the',
    );
    narrator.say('local cloud, all else is moto. Terraform and its provider are the real ones.');
    const acts = [
      () => applyAll(harbour, narrator, now, rows),
      () => shipAll(harbour, narrator),
      () => planAll(harbour, narrator),
      () => destroyAll(harbour, narrator),
    ];
    for (const act of acts) {
      signal.throwIfAborted();
      const surprise = await act();
      if (surprise !== undefined) return [surprise];
    }
    narrator.act('The end');
    narrator.table(rows);
    return [];
  } finally {
    await harbour.close();
  }
}

type Surprise = string | undefined;

async function applyAll(
  harbour: Harbour,
  narrator: Narrator,
  now: () => number,
  rows: (readonly string[])[],
): Promise<Surprise> {
  const { stacks } = harbour;
  narrator.act('2  Terraform makes what the pipeline deploys to');
  for (const [name, target] of targets) {
    const startedAt = now();
    narrator.say(`▸ terraform/stack ${name} ${target} apply`);
    const { code, printed } = await stacks.stack(name, target, 'apply', '-auto-approve', '-no-color');
    const [, added = ''] = /Apply complete! Resources: (\d+) added/.exec(printed) ?? [];
    if (code !== 0) return `the stack ${name} could not be applied:\n${printed}`;
    const seconds = ((now() - startedAt) / 1000).toFixed(1);
    rows.push([name, added, seconds]);
    narrator.good(`${added} resources in ${seconds} s.`);
  }
  const { printed } = await stacks.stack('outputs', 'production/web');
  narrator.say('What the workflows read:');
  narrator.log(printed.trim());
  await harbour.readRoles();
  return undefined;
}

async function shipAll(harbour: Harbour, narrator: Narrator): Promise<Surprise> {
  const ends = [
    ['3  Version 1 is the first', versions.one, 'succeeded', '1'],
    ['4  Version 2 dies, and slides back', versions.two, 'rolled-back', '1'],
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

async function planAll({ stacks }: Harbour, narrator: Narrator): Promise<Surprise> {
  narrator.act('5  Terraform did not deploy, and finds no difference');
  narrator.say('Once something runs, autoscaling gets its lower bound:');
  await stacks.stack('service', 'production/web', 'apply', '-auto-approve', '-no-color');
  for (const [name, target] of targets) {
    const { code, printed } = await stacks.stack(name, target, 'plan', '-detailed-exitcode', '-no-color');
    if (code !== 0) return `the plan of ${name} has a difference:\n${printed}`;
    narrator.good(`${name}: no changes.`);
  }
  return undefined;
}

async function destroyAll(harbour: Harbour, narrator: Narrator): Promise<Surprise> {
  const { stacks, account } = harbour;
  narrator.act('6  A destroy leaves nothing');
  for (const [name, target] of [...targets].reverse()) {
    narrator.say(`▸ terraform/stack ${name} ${target} destroy`);
    if (name === 'service') await stacks.change('web.tfvars', /^/, 'deletion_protection = false\n');
    const { code, printed } = await harbour.destroy(name, target);
    if (code !== 0) return `the stack ${name} could not be destroyed:\n${printed}`;
  }
  const left = await leftIn(account);
  return left.length === 0 ? undefined : `these are left: ${left.join(', ')}`;
}
