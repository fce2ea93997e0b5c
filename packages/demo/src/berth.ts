/**
 * The berth: what a harbour that stays open leaves in .slipway/local.json, so that a second `npm run demo` can join
 * it, and where both find what the runs of release.yml came to.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

export async function keepBerth(root: string, harbour: Berth): Promise<void> {
  const { awsEndpoint, appUrl, names, env, tokens, runs } = harbour;
  const berth: Berth = { awsEndpoint, appUrl, names, env, tokens, runs };
  await mkdir(dirname(berthFile(root)), { recursive: true });
  await writeFile(berthFile(root), `${JSON.stringify(berth, null, 2)}\n`);
}

export const forgetBerth = (root: string): Promise<void> => rm(berthFile(root), { force: true });

/** The berth of a harbour that is kept open, when there is one and it answers. */
export async function keptBerth(root: string): Promise<Berth | undefined> {
  const berth = await readJson<Berth>(berthFile(root));
  return berth !== undefined && (await isLocalCloud(berth.awsEndpoint)) ? berth : undefined;
}

export const resultFile = (runs: string, runId: string): string => join(runs, `${runId}.json`);

/** What a run of release.yml came to; undefined when it left no result. */
export const resultOf = ({ runs }: Berth, runId: string): Promise<ReleaseResult | undefined> =>
  readJson<ReleaseResult>(resultFile(runs, runId));

/** undefined when there is no such file, or not yet a whole one. */
async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Another program may listen on that port by now: only a cloud answers as STS does, be it that nobody signed. */
async function isLocalCloud(endpoint: string): Promise<boolean> {
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
      signal: AbortSignal.timeout(2000),
    });
    return (await answer.text()).includes('https://sts.amazonaws.com/doc/');
  } catch {
    return false;
  }
}
