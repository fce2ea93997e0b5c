/**
 * The berth: what a harbour that stays open leaves in .slipway/local.json, so that a second `npm run demo` can join
 * it, and where both find what the runs of release.yml came to.
 */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isLocalCloud } from '@slipway/local-aws/ask';
import { forgetBerth as forget, jsonIn, leaveBerth } from '@slipway/local-aws/berth-file';
import type { LocalGithub } from '@slipway/local-github/local-github';
import type { ReleasePlace, ReleaseResult } from './release.ts';

/** What a second process needs to use the same harbour; written to .slipway/local.json. */
export interface Berth {
  readonly awsEndpoint: string;
  readonly appUrl: string;
  readonly names: ReleasePlace['names'];
  /** For every step: endpoints, region, credentials of the local cloud, the job's context. */
  readonly env: Readonly<Record<string, string>>;
  readonly tokens: LocalGithub['tokens'];
  /** The folder of the results of release.yml, one JSON file a run. */
  readonly runs: string;
}

const berthFile = (root: string): string => join(root, '.slipway', 'local.json');

/** @returns whether it is kept; another process may have been first. */
export async function keepBerth(root: string, harbour: Berth): Promise<boolean> {
  const { awsEndpoint, appUrl, names, env, tokens, runs } = harbour;
  const berth: Berth = { awsEndpoint, appUrl, names, env, tokens, runs };
  await mkdir(dirname(berthFile(root)), { recursive: true });
  return leaveBerth(berthFile(root), berth, async () => (await keptBerth(root)) !== undefined);
}

export const forgetBerth = (root: string): Promise<void> => forget(berthFile(root));

/** The berth of a harbour that is kept open, when there is one and it answers. */
export async function keptBerth(root: string): Promise<Berth | undefined> {
  const berth = (await jsonIn(berthFile(root))) as Berth | undefined;
  return berth !== undefined && (await isLocalCloud(berth.awsEndpoint)) ? berth : undefined;
}

export const resultFile = (runs: string, runId: string): string => join(runs, `${runId}.json`);

/** What a run of release.yml came to; undefined when it left no result. */
export const resultOf = async ({ runs }: Berth, runId: string): Promise<ReleaseResult | undefined> =>
  (await jsonIn(resultFile(runs, runId))) as ReleaseResult | undefined;
