/**
 * Where the stacks are really applied: the stand-in account in scaled time, a local GitHub, a copy of the stacks with the
 * values of an environment, and the pipeline, whose jobs get their credentials by GitHub's tokens.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { release, type ReleaseListener, type ReleasePlace, type ReleaseResult } from '@slipway/demo/release';
import type { Version } from '@slipway/demo/versions';
import { scaledClock } from '@slipway/local-aws/clock';
import { readWorld } from '@slipway/local-aws/world-file';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { openAccount, type StandInAccount } from './account.ts';
import { createJudgements, type Judgements } from './guard/judgements.ts';
import { exampleValues, exampleWorld, names, stateBucket, trustedOf } from './example-values.ts';
import { holdingsOf } from './holdings.ts';
import { leftOver } from './leftovers.ts';
import { withoutLockVersions } from './lock-versions.ts';
import type { Ran } from './programs.ts';
import { rolesIn, type StandingRole } from './roles.ts';
import { copyStacks, type Stacks, type Watching } from './stacks.ts';
import { credentialsOf } from './web-identity.ts';

/** The root of the checkout. */
export const root = resolve(import.meta.dirname, '../../..');

/** How much faster than this machine's the cloud's time goes. */
export const factor = 20;

/** Which stacks there are, in the order in which they are applied. */
export const targets = [
  ['bootstrap', 'production'],
  ['registry', 'production/web'],
  ['platform', 'production'],
  ['service', 'production/web'],
] as const;

export interface Harbour {
  readonly account: StandInAccount;
  readonly github: LocalGithub;
  readonly stacks: Stacks;
  /** Folder in which the steps run. */
  readonly workspace: string;
  /** By name, those that jobs can assume: what is changed here counts from the next call on. */
  readonly roles: Map<string, StandingRole>;
  /** Takes them over from IAM, as they stand there now. */
  readRoles(): Promise<void>;
  /** What the roles were judged by that ran Terraform. */
  readonly judgements: Judgements;
  /** Runs a stack as one of `roles`, or as somebody who may do everything. */
  stackAs: (role: string | undefined) => Stacks['stack'];
  /** Takes a stack away. */
  destroy(name: string, target: string, role?: string): Promise<Ran>;
  /** What stands in the account and did not at first, but for what stays by nature: a line for each. */
  left(): Promise<readonly string[]>;
  /** Where the load balancer answers: its last listener. */
  url(): string;
  ship(version: Version): Promise<ReleaseResult>;
  /** One step by itself, with the credentials of its job. */
  step(action: string, inputs: Readonly<Record<string, string>>): Promise<ActionRun>;
  close(): Promise<void>;
}

/** Told of what the pipeline and Terraform print. */
export type Listening = ReleaseListener & Watching;

export async function openHarbour({ step, line, ...watching }: Listening): Promise<Harbour> {
  const origin = Date.now();
  const clock = scaledClock(factor, origin);
  const roles = new Map<string, StandingRole>();
  const urls: string[] = [];
  await using opened = new AsyncDisposableStack();
  const judgements = createJudgements(roles);
  const cloud = {
    world: readWorld(exampleWorld, 'the world of the stand-in account'),
    clock,
    announce: (_: unknown, url: string) => void urls.push(url),
    identities: judgements.identities,
  };
  const account = await openAccount(root, cloud, judgements);
  opened.defer(() => account.close());
  const atFirst = await holdingsOf(account);
  const github = await startLocalGithub({
    repository: 'harbour/example-app',
    environment: 'production',
    clock,
  });
  opened.defer(() => github.close());
  const stacks = await copyStacks(root, account, watching);
  for (const [file, content] of Object.entries(exampleValues(trustedOf(github.environment)))) {
    await stacks.write('production', file, content);
  }
  const scratch = join(account.folder, 'job');
  await mkdir(scratch);
  const env = { ...account.env, ...github.environment, AWS_ENDPOINT_URL: account.aws.endpoint };
  const assume = async (action: string): Promise<Readonly<Record<string, string>>> => {
    const role = roles.get(roleOf[action] ?? '');
    return role === undefined ? {} : credentialsOf(github.environment, role.arn, account.aws.endpoint);
  };
  const time = { timeFactor: factor, timeOrigin: origin };
  const place: ReleasePlace = { root, scratch, env, assume, time, names, limit: '15m' };
  const stackAs = (role: string | undefined): Stacks['stack'] =>
    stacks.as(role === undefined ? {} : { AWS_ACCESS_KEY_ID: role });
  const open = opened.move();
  return {
    account,
    github,
    stacks,
    workspace: scratch,
    roles,
    readRoles: async () => {
      for (const [name, role] of await rolesIn(account.moto.endpoint)) roles.set(name, role);
    },
    judgements,
    stackAs,
    destroy: (name, target, role) =>
      withoutLockVersions(account.moto.endpoint, stateBucket, () =>
        stackAs(role)(name, target, 'destroy', '-auto-approve', '-no-color'),
      ),
    left: async () => leftOver(atFirst, await holdingsOf(account)),
    url: () => urls.at(-1) ?? '',
    ship: (version) => release(place, version, { step, line }),
    step: async (action, inputs) => {
      step(action);
      return runAction({
        action: join(root, 'actions', action),
        inputs,
        env: { ...env, ...(await assume(action)) },
        workspace: scratch,
        temporary: scratch,
        onLine: line,
        ...time,
      });
    },
    close: () => open.disposeAsync(),
  };
}

/** The role of each step, by the workflow's own jobs. */
const roleOf: Readonly<Record<string, string>> = {
  'build-push-ecr': `${names.service}-build`,
  'scan-image': `${names.service}-scan`,
  'render-task-def': `${names.service}-deploy`,
  'deploy-ecs-with-rollback': `${names.service}-deploy`,
};
