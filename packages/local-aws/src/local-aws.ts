/**
 * The local cloud in one piece: the services of one world, on one clock, behind one endpoint on loopback.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAutoScaling } from './autoscaling/autoscaling.ts';
import { createBalancer } from './balancer/balancer.ts';
import type { Announce } from './balancer/open-listeners.ts';
import { realClock } from './clock.ts';
import { createCloudWatch } from './cloudwatch/cloudwatch.ts';
import { createEcr } from './ecr/ecr.ts';
import type { Gate } from './dispatch.ts';
import { createEcs, type Ecs } from './ecs/ecs.ts';
import { createAuthority } from './iam/authority.ts';
import type { Identities } from './iam/identities.ts';
import { iamPrefix } from './iam/rights.ts';
import type { Sessions } from './iam/sessions.ts';
import { createInspector } from './inspector/inspector.ts';
import type { RecordedCall } from './journal.ts';
import { createLogs } from './logs/logs.ts';
import type { CloudClock, ServicePlace } from './ports.ts';
import { startServer } from './server.ts';
import { createSts } from './sts/sts.ts';
import { createTaskRuntime } from './tasks/task-runtime.ts';
import type { Turnstile } from './turnstile.ts';
import type { World } from './world.ts';

export interface LocalAwsOptions {
  readonly world: World;
  /** Of the endpoint; 0, the default, picks a free one. */
  readonly port?: number;
  /** Real time when left out. */
  readonly clock?: CloudClock;
  /** Folder for image layers and unpacked images; a temporary one, removed by `close`, when left out. */
  readonly storage?: string;
  /** Told where a listener can be reached that CreateListener has made. */
  readonly announce?: Announce;
  /** Who else calls, besides the roles of the world: for a caller that keeps roles elsewhere. */
  readonly identities?: Identities;
  /** For tests and benchmarks that strike at exactly one call. */
  readonly gate?: Gate;
  /** For runs whose time stands still while somebody works: decides when each call is answered. */
  readonly turnstile?: Turnstile;
}

export interface LocalAws {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** What an AWS SDK, the AWS CLI or an action needs to talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Name of a load balancer → its URL; a test listener has the key `‹name›:test`. */
  readonly loadBalancers: Readonly<Record<string, string>>;
  /** Everything that was called, oldest first. */
  readonly calls: readonly RecordedCall[];
  /** What it implements: service, as IAM spells it → operations. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** The world's own record of what runs. */
  readonly ecs: Ecs['state'];
  /** Those that STS has opened. */
  readonly sessions: Pick<Sessions, 'find' | 'all'>;
  /** Ends tasks, listeners and timers, and removes a temporary folder. */
  close(): Promise<void>;
}

type Closer = () => void | Promise<void>;

interface Parts {
  readonly world: World;
  readonly port: number;
  readonly clock: CloudClock;
  readonly storage: string;
  readonly gate: Gate | undefined;
  readonly turnstile: Turnstile | undefined;
  readonly announce: Announce | undefined;
  readonly identities: Identities | undefined;
  /** What is opened adds how it is closed. */
  readonly closers: Closer[];
  readonly close: () => Promise<void>;
}

/** @throws Failure when a port is in use, ServiceError when ECS would refuse what the world asks for */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { world, port = 0, clock = realClock(), gate, announce, turnstile, identities } = options;
  const closers: Closer[] = [() => clock.close()];
  const close = async (): Promise<void> => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  try {
    const storage = await storageFolder(options.storage, closers);
    return await compose({
      world,
      port,
      clock,
      storage,
      gate,
      announce,
      turnstile,
      identities,
      closers,
      close,
    });
  } catch (error) {
    await close();
    throw error;
  }
}

async function storageFolder(wanted: string | undefined, closers: Closer[]): Promise<string> {
  if (wanted !== undefined) {
    await mkdir(wanted, { recursive: true });
    return wanted;
  }
  const folder = await mkdtemp(join(tmpdir(), 'slipway-local-aws-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What was opened last is closed first: the server before the tasks, the tasks before their images. */
async function compose(parts: Parts): Promise<LocalAws> {
  const { world, port, clock, storage, gate, announce, turnstile, identities, closers, close } = parts;
  let endpoint = '';
  const openedAt = clock.now();
  const authority = createAuthority(world, () => clock.now(), identities);
  const ecr = createEcr({ world, storage, clock, authority, endpoint: () => endpoint });
  closers.push(() => ecr.close());
  const { metrics, alarms, service: cloudwatch } = createCloudWatch({ world, clock });
  const balancer = await createBalancer({ world, clock, metrics, announce });
  closers.push(() => balancer.close());
  const logs = createLogs({ world, clock });
  const runtime = createTaskRuntime({
    world,
    clock,
    images: ecr.images,
    logs: logs.store,
    storage: join(storage, 'tasks'),
  });
  closers.push(() => runtime.close());
  const deleted = (place: ServicePlace): void => scaling.forget(place);
  const ecs = createEcs({ world, clock, runtime, balancer, alarms, metrics, deleted });
  const scaling = createAutoScaling({ world, clock, services: ecs.scalable, alarms, metrics });
  closers.push(() => ecs.close());
  const inspector = createInspector(ecr.findings);
  const services = [
    ecs.service,
    ecr.service,
    inspector,
    balancer.service,
    scaling.service,
    cloudwatch,
    logs.service,
    createSts(authority, () => clock.now()),
  ];
  const server = await startServer({
    world,
    authority,
    clock,
    port,
    services,
    routes: ecr.routes,
    gate,
    turnstile,
  });
  closers.push(() => server.close());
  endpoint = server.endpoint;
  await ecr.settle();
  ecs.settle();
  return {
    endpoint,
    environment: environmentOf(world, endpoint, openedAt),
    loadBalancers: balancer.urls,
    calls: server.calls,
    operations: Object.fromEntries(
      services.map(({ id, operations }) => [iamPrefix[id], Object.keys(operations).sort()]),
    ),
    ecs: ecs.state,
    sessions: authority.sessions,
    close,
  };
}

const environmentOf = (
  world: World,
  endpoint: string,
  openedAt: number,
): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: world.region,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  ...sessionOf(world, openedAt),
  AWS_EC2_METADATA_DISABLED: 'true',
});

/** Credentials that expire are a session's. */
function sessionOf({ credentials: { expireAfter } }: World, openedAt: number): Record<string, string> {
  if (expireAfter === undefined) return {};
  const expiration = new Date(openedAt + expireAfter).toISOString();
  return { AWS_SESSION_TOKEN: 'local', AWS_CREDENTIAL_EXPIRATION: expiration };
}
