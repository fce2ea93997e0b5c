/** What the tests of the task runtimes share: a task, a registry with one image, and a record of what was told. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CloudClock,
  ContainerSpec,
  ImageConfig,
  ImageStore,
  TaskEvents,
  TaskSpec,
} from '../src/ports.ts';
import { createTaskRuntime } from '../src/tasks/task-runtime.ts';
import type { ImageWorld } from '../src/world.ts';

export const digest = `sha256:${'a'.repeat(64)}`;

export function container(changes: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    name: 'web',
    image: '127.0.0.1:5000/web:v1',
    essential: true,
    environment: {},
    entryPoint: undefined,
    command: undefined,
    ports: [8080],
    stopTimeout: 30,
    healthCheck: undefined,
    log: { group: '/app/web', stream: 'web/1' },
    ...changes,
  };
}

export function task(...containers: ContainerSpec[]): TaskSpec {
  return { id: '1', arn: 'arn:aws:ecs:eu-west-1:000000000000:task/harbour/1', containers };
}

export function imageWorld(changes: Partial<ImageWorld> = {}): ImageWorld {
  return {
    repository: 'web',
    tag: 'v*',
    runtime: 'scripted',
    behaviour: [],
    findings: [],
    scanStatus: 'COMPLETE',
    ...changes,
  };
}

/** A registry that holds `web:v1`, whose root file system is `files`. */
export function registry(
  files: Readonly<Record<string, string>> = {},
  config: Partial<ImageConfig> = {},
): ImageStore & { readonly unpacked: string[] } {
  const unpacked: string[] = [];
  return {
    unpacked,
    find: (reference) =>
      reference.endsWith('/web:v1') ? { repository: 'web', digest, tags: ['v1'] } : undefined,
    config: async () => ({
      env: [],
      entryPoint: ['node'],
      command: ['server.mjs'],
      workingDirectory: '/app',
      labels: {},
      ...config,
    }),
    unpack: async (_, folder) => {
      unpacked.push(folder);
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    },
  };
}

export interface Told {
  readonly events: TaskEvents;
  /** `started web`, `exited web 143` … in the order they were told. */
  readonly said: string[];
  readonly hostPorts: (number | undefined)[];
  /** Resolves once something that begins so has been told. */
  readonly until: (beginning: string) => Promise<void>;
}

export function record(said: string[] = []): Told {
  const hostPorts: (number | undefined)[] = [];
  const waiting = new Set<() => void>();
  const say = (line: string): void => {
    said.push(line);
    for (const look of waiting) look();
  };
  return {
    said,
    hostPorts,
    events: {
      started: (name, details) => {
        hostPorts.push(details.hostPort);
        say(`started ${name}`);
      },
      failedToStart: (name, reason) => say(`failed ${name} ${reason}`),
      health: (name, status) => say(`health ${name} ${status}`),
      exited: (name, code) => say(`exited ${name} ${String(code)}`),
      interrupted: (code) => say(`interrupted ${code}`),
    },
    until: (beginning) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!said.some((line) => line.startsWith(beginning))) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

export interface Stage extends Told {
  readonly runtime: ReturnType<typeof createTaskRuntime>;
  /** Where images are unpacked. */
  readonly storage: string;
  close(): Promise<void>;
}

/** A runtime over a fresh storage folder; log lines are told as `log …` among the events. */
export async function stage(
  clock: CloudClock,
  images: ImageStore,
  entries: readonly ImageWorld[] = [],
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-tasks-'));
  const storage = join(folder, 'images');
  const told = record();
  const runtime = createTaskRuntime({
    world: { images: entries },
    clock,
    images,
    logs: { append: (_, line) => told.events.health('log', line as 'HEALTHY') },
    storage,
  });
  return {
    ...told,
    runtime,
    storage,
    close: async () => {
      await runtime.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
