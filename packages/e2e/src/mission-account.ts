/** The account that the mission is told on: everything in one, as jobs and a person with Terraform see it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloudClock } from '@slipway/local-aws/ports';
import type { ImageWorld } from '@slipway/local-aws/world';
import { readWorld } from '@slipway/local-aws/world-file';
import { openAccount, type StandInAccount } from '@slipway/local-terraform/account';
import { providerSource } from '../../../tools/terraform-provider.mjs';
import { liveRoles, type Cloud, type LiveRoles } from './live-roles.ts';
import { loginsIn, type Login } from './logins.ts';
import { findingOf, world } from './values.ts';

export interface MissionAccount extends StandInAccount {
  /** For every job: where each service is, and no credentials, which come with a login. */
  readonly jobEnvironment: Readonly<Record<string, string>>;
  readonly roles: Pick<LiveRoles, 'refused' | 'puzzled'>;
  /** Those that got a session, oldest first. */
  logins(): readonly Login[];
  /** Name of a load balancer → where it answers. */
  readonly balancers: ReadonlyMap<string, string>;
  /** From now on scans find something critical in what is built of this commit. */
  makeVulnerable(commit: string): void;
}

/** @param factor how much faster than this machine's the clock goes. */
export async function openMissionAccount(
  root: string,
  clock: CloudClock,
  factor: number,
): Promise<MissionAccount> {
  // Nobody is judged before it stands.
  const cloud = (): Cloud => opened;
  const { guarding, identities, refused, puzzled } = liveRoles(cloud, factor);
  const balancers = new Map<string, string>();
  const announce = (label: string, url: string): void => void balancers.set(label.replace(/:.*/, ''), url);
  const read = readWorld(world, 'the world of the mission');
  const images: ImageWorld[] = [...read.images];
  const opened: StandInAccount = await openAccount(
    root,
    { world: { ...read, images }, clock, announce, identities },
    guarding,
  );
  const { aws, env } = opened;
  const places = {
    ...env,
    TF_CLI_CONFIG_FILE: env.TF_CLI_CONFIG_FILE ?? (await ownConfiguration(opened.folder)),
    // Who has a session is judged, so sessions are opened where the judge is.
    AWS_ENDPOINT_URL_STS: aws.endpoint,
    AWS_ENDPOINT_URL_INSPECTOR2: aws.endpoint,
  };
  return {
    ...opened,
    env: places,
    jobEnvironment: without(places, credentials),
    roles: { refused, puzzled },
    logins: () => loginsIn(aws.calls),
    balancers,
    makeVulnerable: (commit) => void images.unshift(findingOf(commit)),
  };
}

/** What a person on this machine has for Terraform: a job has another home. */
async function ownConfiguration(folder: string): Promise<string> {
  const texts = await Promise.all(providerSource().own.map((file) => readFile(file, 'utf8')));
  const path = join(folder, 'own.tfrc');
  await writeFile(path, texts.join('\n'));
  return path;
}

const credentials = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION'];

const without = (
  env: Readonly<Record<string, string>>,
  names: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
