/** A local cloud with ECR alone, on a free port, with a clock that is moved by hand; closed and removed afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { virtualClock, type VirtualClock } from '../src/clock.ts';
import { createEcr, type Ecr } from '../src/ecr/ecr.ts';
import { createAuthority } from '../src/iam/authority.ts';
import { createInspector } from '../src/inspector/inspector.ts';
import type { RecordedCall } from '../src/journal.ts';
import { startServer } from '../src/server.ts';
import type { World } from '../src/world.ts';

export type EcrWorld = Pick<
  World,
  | 'account'
  | 'region'
  | 'repositories'
  | 'images'
  | 'credentials'
  | 'deny'
  | 'roles'
  | 'faults'
  | 'throttling'
  | 'consistency'
  | 'blobMounting'
  | 'scanning'
  | 'vulnerabilities'
> & { readonly timings?: Pick<World['timings'], 'scanning' | 'attaching'> };

export const ecrWorld: EcrWorld = {
  account: '123456789012',
  region: 'eu-west-1',
  repositories: [
    { name: 'team/web', immutable: false, scanOnPush: true },
    { name: 'fixed', immutable: true, scanOnPush: false },
  ],
  images: [],
  deny: [],
  faults: [],
  throttling: 'off',
  credentials: {},
  consistency: { lag: 0 },
};

export interface EcrStage {
  readonly endpoint: string;
  readonly ecr: Ecr;
  readonly client: ECRClient;
  readonly clock: VirtualClock;
  /** `Basic …`, issued by GetAuthorizationToken. */
  readonly login: string;
  readonly password: string;
  /** Absolute path of the folder for its disk. */
  readonly storage: string;
  readonly calls: readonly RecordedCall[];
}

/** Runs `scene` against it. */
export async function onStage(
  scene: (stage: EcrStage) => Promise<void>,
  world: EcrWorld = ecrWorld,
): Promise<void> {
  const storage = await mkdtemp(join(tmpdir(), 'slipway-ecr-'));
  const clock = virtualClock();
  let endpoint = '';
  const authority = createAuthority(world, () => clock.now());
  const ecr = createEcr({
    authority,
    world: { timings: { scanning: 2000 }, ...world },
    storage,
    clock,
    endpoint: () => endpoint,
  });
  const services = [ecr.service, createInspector(ecr.findings)];
  const server = await startServer({ world, authority, clock, port: 0, services, routes: ecr.routes });
  endpoint = server.endpoint;
  const client = clientOf(endpoint);
  try {
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
    const token = authorizationData?.[0]?.authorizationToken ?? '';
    const password = Buffer.from(token, 'base64').toString().slice('AWS:'.length);
    const { calls } = server;
    await scene({ endpoint, ecr, client, clock, login: `Basic ${token}`, password, storage, calls });
  } finally {
    client.destroy();
    await server.close();
    await ecr.close();
    await rm(storage, { recursive: true });
  }
}

export const clientOf = (endpoint: string): ECRClient =>
  new ECRClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
