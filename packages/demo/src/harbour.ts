/**
 * The harbour: the local cloud and the local GitHub, opened from the world file beside the example app, or joined
 * where an earlier story keeps them open.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { startLocalGithub } from '@slipway/local-github/local-github';
import type { PerformedRun } from '@slipway/local-github/workflows/handlers';
import { keptBerth, resultFile, type Berth } from './berth.ts';
import { release, type ReleaseListener, type ReleasePlace } from './release.ts';
import { versionNamed } from './versions.ts';

export interface Harbour extends Berth {
  readonly attached: boolean;
  readonly place: ReleasePlace;
  close(): Promise<void>;
}

const names = {
  cluster: 'harbour',
  service: 'web',
  repository: 'web',
  template: 'web-template',
  family: 'web',
} as const;
const githubRepository = 'harbour/example-app';

/** Who joins a harbour plays a later run of the infrastructure workflow, not a re-run of the first. */
const laterRun = { GITHUB_RUN_ID: '2000', GITHUB_RUN_NUMBER: '2' } as const;

/** Opens a new harbour. @param listener is told what the release workflow does when it is dispatched. */
export async function openHarbour(
  root: string,
  listener: ReleaseListener,
  signal: AbortSignal,
): Promise<Harbour> {
  const worldFile = join(root, 'example-app', 'slipway.world.yaml');
  const world = readWorld(await readFile(worldFile, 'utf8'), worldFile);
  // Closed in the opposite order, also when something further down can't be opened.
  await using closing = new AsyncDisposableStack();
  const scratch = await newScratch();
  closing.defer(() => removeScratch(scratch));
  const aws = await startLocalAws({ world, storage: join(scratch, 'cloud') });
  closing.defer(() => aws.close());
  const runs = join(scratch, 'runs');
  await mkdir(runs);
  // The release workflow needs the endpoints of the very GitHub that runs it.
  const opened = Promise.withResolvers<ReleasePlace>();
  const underWay: Promise<void>[] = [];
  const perform = async ({ id, inputs }: PerformedRun): Promise<void> => {
    const result = await release(await opened.promise, versionNamed(inputs.version ?? ''), listener, signal);
    await writeFile(resultFile(runs, String(id)), JSON.stringify(result));
    if (result.redStep !== undefined) throw new Error(result.reason);
  };
  const github = await startLocalGithub({
    repository: githubRepository,
    // For the scopes of variables, which can be tried by hand.
    organization: {},
    environments: { production: {} },
    handlers: {
      'release.yml': {
        inputs: { version: { required: true } },
        perform: (run) => {
          const performing = perform(run);
          underWay.push(performing);
          return performing;
        },
      },
    },
  });
  closing.defer(() => github.close());
  // A cancelled release slides back first, and needs the cloud for it.
  closing.defer(async () => {
    await Promise.allSettled(underWay);
  });
  const appUrl = Object.values(aws.loadBalancers)[0] ?? '';
  const env = { ...aws.environment, ...github.environment };
  const place: ReleasePlace = { root, scratch, env, names };
  opened.resolve(place);
  const open = closing.move();
  const berth = { awsEndpoint: aws.endpoint, appUrl, names, env, tokens: github.tokens, runs };
  return { ...berth, attached: false, place, close: () => open.disposeAsync() };
}

/** Joins the harbour that is kept open, when there is one and it answers. */
export async function joinHarbour(root: string): Promise<Harbour | undefined> {
  const berth = await keptBerth(root);
  if (berth === undefined) return undefined;
  const scratch = await newScratch();
  const env = { ...berth.env, ...laterRun };
  const place = { root, scratch, env, names: berth.names };
  return { ...berth, env, attached: true, place, close: () => removeScratch(scratch) };
}

const newScratch = (): Promise<string> => mkdtemp(join(tmpdir(), 'slipway-demo-'));
const removeScratch = (scratch: string): Promise<void> => rm(scratch, { recursive: true, force: true });
