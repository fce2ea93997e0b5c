/**
 * An account that stands in for AWS: the local cloud has ECS, ECR, ELB, CloudWatch, its Logs and Application Auto Scaling,
 * and moto has all else. The SDK's own variables say which service is where, so no stack knows of it.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalAws, type LocalAws, type LocalAwsOptions } from '@slipway/local-aws/local-aws';
import { startGuard, type GuardOptions } from './guard/guard.ts';
import { startMoto, type Moto } from './moto.ts';
import { terraformEnvironment } from './terraform.ts';

export interface StandInAccount {
  readonly aws: LocalAws;
  /** Itself, which judges nobody; Terraform finds it behind a guard. */
  readonly moto: Moto;
  /** For Terraform: endpoints, credentials, where the provider is. */
  readonly env: Readonly<Record<string, string>>;
  /** Temporary; for copies of stacks, states, layouts. */
  readonly folder: string;
  close(): Promise<void>;
}

/** The number that moto's account has; a world has to have the same. */
export const accountId = '123456789012';

/** Services of the local cloud, as the SDK's variables spell them. */
const here = [
  'ECS',
  'ECR',
  'ELASTIC_LOAD_BALANCING_V2',
  'CLOUDWATCH',
  'CLOUDWATCH_LOGS',
  'APPLICATION_AUTO_SCALING',
] as const;

/** Who is judged at moto's door. */
export type Guarding = Pick<GuardOptions, 'ofAccessKey' | 'judged' | 'puzzled'>;

/** @param cloud its world must be of the account `accountId`. */
export async function openAccount(
  root: string,
  cloud: LocalAwsOptions,
  guarding: Guarding,
): Promise<StandInAccount> {
  if (cloud.world.account !== accountId) throw new Error(`The account of the world is not ${accountId}.`);
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'slipway-account-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const storage = join(folder, 'cloud');
  await mkdir(storage);
  const aws = await startLocalAws({ ...cloud, storage });
  opened.defer(() => aws.close());
  const moto = await startMoto(root);
  opened.defer(() => moto.close());
  const guard = await startGuard({ ...guarding, endpoint: moto.endpoint, account: accountId });
  opened.defer(() => guard.close());
  const env = { ...endpoints(aws, guard.endpoint), ...(await terraformEnvironment(folder)) };
  const open = opened.move();
  return { aws, moto, env, folder, close: () => open.disposeAsync() };
}

const endpoints = (aws: LocalAws, others: string): Readonly<Record<string, string>> => ({
  ...aws.environment,
  AWS_ENDPOINT_URL: others,
  ...Object.fromEntries(here.map((service) => [`AWS_ENDPOINT_URL_${service}`, aws.endpoint])),
});
