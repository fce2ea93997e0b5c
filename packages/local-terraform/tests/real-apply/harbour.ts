/**
 * Where the stacks are really applied: the stand-in account in scaled time, a copy of the stacks with the values of an
 * environment, and the pipeline, whose steps act as the roles that Terraform made.
 */
import { join, resolve } from 'node:path';
import { release, type ReleaseNames, type ReleasePlace, type ReleaseResult } from '@slipway/demo/release';
import type { Version } from '@slipway/demo/versions';
import { scaledClock } from '@slipway/local-aws/clock';
import type { Identity } from '@slipway/local-aws/iam/identities';
import { readWorld } from '@slipway/local-aws/world-file';
import { accountId, openAccount, type StandInAccount } from '../../src/account.ts';
import { exampleValues, region } from '../../src/example-values.ts';
import { rolesIn, type StandingRole } from '../../src/roles.ts';
import { copyStacks, type Stacks } from '../../src/stacks.ts';

export const root = resolve(import.meta.dirname, '../../../..');

/** How much faster than this machine's the cloud's time goes. */
const factor = 10;

/** Which stacks there are, in the order in which they are applied. */
export const targets = [
  ['bootstrap', 'production'],
  ['registry', 'production/web'],
  ['platform', 'production'],
  ['service', 'production/web'],
] as const;

export interface Harbour {
  readonly account: StandInAccount;
  readonly stacks: Stacks;
  /** Those that stand in IAM now. */
  readonly roles: () => Promise<ReadonlyMap<string, StandingRole>>;
  /** As whom the steps of the pipeline act: what is changed here counts from the next call on. */
  readonly acting: Map<string, StandingRole>;
  /** Where the load balancer answers; the last listener that was opened. */
  readonly url: () => string;
  readonly ship: (version: Version) => Promise<ReleaseResult>;
  readonly log: string[];
  close(): Promise<void>;
}

/** The role of each step, by the workflow's own jobs. */
export const roleOf: Readonly<Record<string, string>> = {
  'build-push-ecr': 'web-production-build',
  'scan-image': 'web-production-scan',
  'render-task-def': 'web-production-deploy',
  'deploy-ecs-with-rollback': 'web-production-deploy',
};

const names: ReleaseNames = {
  cluster: 'production',
  service: 'web-production',
  repository: 'production/web',
  template: 'web-production-template',
  family: 'web-production',
};

const world = `
account: '${accountId}'
region: ${region}
images:
  - repository: production/web
    tag: 'v3*'
    runtime: process
    findings:
      - { id: CVE-2026-99999, severity: CRITICAL, package: openssl, version: 3.5.0-r0, fixed: 3.5.9-r0 }
  - { repository: production/web, runtime: process }
`;

const trusted = { owner: 'harbour', ownerId: '1000001', repository: 'example-app', repositoryId: '2000002' };

export async function openHarbour(): Promise<Harbour> {
  const origin = Date.now();
  const acting = new Map<string, StandingRole>();
  const urls: string[] = [];
  const account = await openAccount(root, {
    world: readWorld(world, 'the world of this test'),
    clock: scaledClock(factor, origin),
    announce: (_, url) => void urls.push(url),
    identities: { ofAccessKey: (key) => sessionOf(acting.get(key)) },
  });
  const stacks = await copyStacks(root, account);
  for (const [file, content] of Object.entries(exampleValues(trusted))) {
    await stacks.write('production', file, content);
  }
  const log: string[] = [];
  const place: ReleasePlace = {
    root,
    scratch: join(account.folder, 'job'),
    env: { ...account.env, AWS_ENDPOINT_URL: account.aws.endpoint, GITHUB_REPOSITORY: 'harbour/example-app' },
    assume: async (action) => ({ AWS_ACCESS_KEY_ID: roleOf[action] ?? '' }),
    time: { timeFactor: factor, timeOrigin: origin },
    names,
  };
  const listener = {
    step: (action: string) => log.push(`▸ ${action}`),
    line: (line: string) => log.push(line),
  };
  return {
    account,
    stacks,
    acting,
    log,
    roles: () => rolesIn(account.moto.endpoint),
    url: () => urls.at(-1) ?? '',
    ship: (version) => release(place, version, listener),
    close: () => account.close(),
  };
}

const sessionOf = (role: StandingRole | undefined): Identity | undefined =>
  role === undefined
    ? undefined
    : {
        arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/web`,
        roleArn: role.arn,
        policies: role.policies,
        boundary: role.boundary,
      };
