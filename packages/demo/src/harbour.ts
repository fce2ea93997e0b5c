/**
 * The harbour: the local cloud and the local GitHub, opened from the world file beside the example app, or one
 * that an earlier `npm run demo -- --keep` left open.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { startLocalGithub } from '@slipway/local-github/local-github';
import { release, type ReleaseListener, type ReleasePlace, type ReleaseResult } from './release.ts';
import { versions } from './versions.ts';

/** What a second process needs to use the same harbour; written to .slipway/local.json. */
export interface Berth {
  readonly awsEndpoint: string;
  readonly appUrl: string;
  readonly names: ReleasePlace['names'];
  /** For every step: endpoints, region, credentials of the local cloud, the job's context. */
  readonly env: Readonly<Record<string, string>>;
  readonly tokens: { readonly job: string; readonly variables: string };
}

export interface Harbour extends Berth {
  readonly attached: boolean;
  readonly place: ReleasePlace;
  /** What a run of release.yml came to; undefined when it left no result. */
  readonly resultOf: (runId: string) => Promise<ReleaseResult | undefined>;
  close(): Promise<void>;
}

const names = { cluster: 'harbour', service: 'web', repository: 'web' } as const;
const githubRepository = 'harbour/example-app';

/** Opens a new harbour. @param listener is told what the release workflow does when it is dispatched. */
export async function openHarbour(
  root: string,
  listener: ReleaseListener,
  signal: AbortSignal,
): Promise<Harbour> {
  const worldFile = join(root, 'example-app', 'slipway.world.yaml');
  const world = readWorld(await readFile(worldFile, 'utf8'), worldFile);
  const scratch = await mkdtemp(join(tmpdir(), 'slipway-demo-'));
  const aws = await startLocalAws({ world, storage: join(scratch, 'cloud') });
  const runs = runsFolder(root);
  await rm(runs, { recursive: true, force: true });
  // The release workflow needs the endpoints of the very GitHub that runs it.
  const opened = Promise.withResolvers<ReleasePlace>();
  const underWay: Promise<unknown>[] = [];
  const github = await startLocalGithub({
    repository: githubRepository,
    handlers: {
      'release.yml': {
        inputs: { version: { required: true } },
        perform: async (run) => {
          const running = release(await opened.promise, versions.one, listener, signal);
          underWay.push(running);
          const result = await running;
          await mkdir(runs, { recursive: true });
          await writeFile(join(runs, `${String(run.id)}.json`), JSON.stringify(result));
          if (result.redStep !== undefined) throw new Error(result.reason);
        },
      },
    },
  });
  const appUrl = Object.values(aws.loadBalancers)[0] ?? '';
  const env = { ...aws.environment, ...github.environment };
  const place: ReleasePlace = { root, scratch, env, names };
  opened.resolve(place);
  return {
    awsEndpoint: aws.endpoint,
    appUrl,
    names,
    env,
    tokens: github.tokens,
    attached: false,
    place,
    resultOf: (runId) => readResult(root, runId),
    close: async () => {
      // A cancelled release slides back first, and needs the cloud for it.
      await Promise.allSettled(underWay);
      await github.close();
      await aws.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

/** The harbour that is kept open, when there is one and it answers. */
export async function attachToHarbour(root: string): Promise<Harbour | undefined> {
  const berth = await readBerth(root);
  if (berth === undefined || !(await answers(berth.awsEndpoint))) return undefined;
  const scratch = await mkdtemp(join(tmpdir(), 'slipway-demo-'));
  return {
    ...berth,
    attached: true,
    place: { root, scratch, env: berth.env, names: berth.names },
    resultOf: (runId) => readResult(root, runId),
    close: () => rm(scratch, { recursive: true, force: true }),
  };
}

const berthFile = (root: string): string => join(root, '.slipway', 'local.json');
const runsFolder = (root: string): string => join(root, '.slipway', 'runs');

export async function keepBerth(
  root: string,
  { awsEndpoint, appUrl, names, env, tokens }: Berth,
): Promise<void> {
  await mkdir(join(root, '.slipway'), { recursive: true });
  await writeFile(
    berthFile(root),
    `${JSON.stringify({ awsEndpoint, appUrl, names, env, tokens }, null, 2)}\n`,
  );
}

export async function forgetBerth(root: string): Promise<void> {
  await rm(berthFile(root), { force: true });
}

async function readBerth(root: string): Promise<Berth | undefined> {
  try {
    return JSON.parse(await readFile(berthFile(root), 'utf8')) as Berth;
  } catch {
    return undefined;
  }
}

async function readResult(root: string, runId: string): Promise<ReleaseResult | undefined> {
  try {
    return JSON.parse(await readFile(join(runsFolder(root), `${runId}.json`), 'utf8')) as ReleaseResult;
  } catch {
    return undefined;
  }
}

async function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
}
