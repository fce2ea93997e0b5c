/**
 * A workspace, the local cloud's registry and the gateway with the real docker client, for tests to build in.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { realClock } from '@slipway/action-kit/clock';
import { realFiles } from '@slipway/action-kit/files';
import { startLocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { recordingLog } from '@slipway/test-kit/recording-log';
import type { BuildPlan } from '../src/build-plan.ts';
import { commandRunner } from '../src/commands.ts';
import { createDocker } from '../src/create-docker.ts';
import type { Builder, Built } from '../src/docker.ts';
import { plainPlan } from './plain-plan.ts';

export interface Manifest {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly manifests?: readonly {
    readonly digest: string;
    readonly platform: { readonly os: string; readonly architecture: string };
  }[];
}

export interface BuiltHere {
  readonly builder: Builder;
  readonly built: Built;
  readonly lines: readonly string[];
  /** Of the private configuration. */
  readonly folder: string;
}

export interface RealBuild {
  readonly plan?: Partial<BuildPlan>;
  readonly environment?: Readonly<Record<string, string>>;
  /** The docker client; the first that is found when it is left out. */
  readonly client?: string;
  readonly cancelled?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

export type RealStage = Awaited<ReturnType<typeof openRealStage>>;

/** @param environment how docker finds its builder. */
export async function openRealStage(environment: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'slipway-docker-'));
  const workspace = join(root, 'workspace');
  const temporary = join(root, 'temporary');
  for (const folder of [workspace, temporary]) await mkdir(folder);
  // ECR takes ten manifests a second, and on a fast machine some builds push more.
  const world = readWorld(
    `throttling: 'off'
repositories: [{ name: team/web }, { name: cache }, { name: team/frozen, immutable: true }]`,
    'test.yaml',
  );
  const cloud = await startLocalAws({ world });
  const host = new URL(cloud.endpoint).host;
  const token = await tokenOf(cloud.endpoint);
  const ask = (path: string): Promise<Response> =>
    fetch(`${cloud.endpoint}/v2/team/web/${path}`, {
      headers: { authorization: `Basic ${token}`, accept: '*/*' },
    });
  return {
    root,
    host,
    ask,
    manifest: async (digest: string): Promise<Manifest> =>
      (await (await ask(`manifests/${digest}`)).json()) as Manifest,
    dockerfile: (text: string): Promise<void> => writeFile(join(workspace, 'Dockerfile'), text),
    build: async (given: RealBuild = {}): Promise<BuiltHere> => {
      const { plan = {}, client = pathOfPart('docker'), onLine } = given;
      const log = recordingLog();
      const info = (line: string): void => {
        log.info(line);
        onLine?.(line);
      };
      const docker = createDocker({
        run: commandRunner(realClock),
        files: realFiles({ workspace, temporary }),
        log: { ...log, info },
        environment: {
          PATH: `${dirname(client)}:/usr/bin:/bin`,
          HOME: root,
          ...environment,
          ...given.environment,
        },
        workspace,
        cancelled: given.cancelled ?? new AbortController().signal,
      });
      const push = { kind: 'by-digest', name: `${host}/team/web` } as const;
      const whole: BuildPlan = { ...plainPlan, push, ...plan };
      await docker.look(whole);
      const builder = await docker.builder(true);
      const password = Buffer.from(token, 'base64').toString().replace('AWS:', '');
      let folder = '';
      await docker.logIn([{ hosts: [host], username: 'AWS', password }], (path) => (folder = path));
      return { builder, built: await docker.build(whole, builder), lines: log.lines, folder };
    },
    close: async (): Promise<void> => {
      await cloud.close();
      await rm(root, { recursive: true });
    },
  };
}

async function tokenOf(endpoint: string): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
    },
    body: '{}',
  });
  const answer = (await response.json()) as {
    readonly authorizationData: readonly { readonly authorizationToken: string }[];
  };
  return answer.authorizationData[0]?.authorizationToken ?? '';
}
