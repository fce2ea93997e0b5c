/** Pushes of one OCI layout to a fresh registry each, by our package and by skopeo in turns. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startLocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { startDebianRegistry } from '@slipway/test-kit/debian-registry';
import { registryPassword } from '@slipway/test-kit/pushed-image';
import { pathOfPart, pathsOfPart } from '@slipway/test-kit/real-parts';
import type { ImageTask, ImageTaskEnd } from './image-client.ts';

export const repository = 'team/web';

export interface OpenRegistry {
  readonly endpoint: string;
  /** undefined where nobody logs in. */
  readonly password: string | undefined;
  close(): Promise<void>;
}

export interface RegistryKind {
  readonly name: string;
  readonly open: () => Promise<OpenRegistry>;
}

export const worldOfImages = `repositories: [{ name: ${repository} }]`;

export const localCloud: RegistryKind = {
  name: 'the local cloud',
  open: async () => {
    const aws = await startLocalAws({ world: readWorld(worldOfImages, 'world of this benchmark') });
    const { endpoint } = aws;
    return { endpoint, password: await registryPassword(endpoint), close: () => aws.close() };
  },
};

export const debian: RegistryKind = {
  name: 'docker-registry',
  open: async () => {
    const registry = await startDebianRegistry();
    return { endpoint: registry.endpoint, password: undefined, close: () => registry.stop() };
  },
};

export const hasPart = (part: string): boolean => pathsOfPart(part).length > 0;

export interface PushTimes {
  /** Seconds, one a round. */
  readonly ours: number[];
  readonly skopeo: number[];
  /** Of our process. */
  readonly peakMegabytes: number[];
}

/** Who begins changes from round to round; each push has a registry without a past. */
export async function timePushes(
  { open }: RegistryKind,
  layout: string,
  rounds: number,
  withSkopeo: boolean,
): Promise<PushTimes> {
  const times: PushTimes = { ours: [], skopeo: [], peakMegabytes: [] };
  const us = async (registry: OpenRegistry): Promise<void> => {
    const { seconds, end } = await runTask({ ...registry, repository, tag: 'v1', source: { layout } });
    times.ours.push(seconds);
    times.peakMegabytes.push(end.peakKilobytes / 1024);
  };
  const them = async (registry: OpenRegistry): Promise<void> => {
    times.skopeo.push(await timeSkopeo(registry, layout));
  };
  // One round more than asked: the first reads layout and programs from the disk.
  for (let round = 0; round <= rounds; round += 1) {
    const both = round % 2 === 0 ? [us, them] : [them, us];
    for (const push of withSkopeo ? both : [us]) {
      const registry = await open();
      try {
        await push(registry);
      } finally {
        await registry.close();
      }
    }
    if (round === 0) for (const each of [times.ours, times.skopeo, times.peakMegabytes]) each.splice(0);
  }
  return times;
}

/** A process of its own. @throws Error with what it printed when it fails. */
export async function runTask(
  task: ImageTask,
): Promise<{ readonly seconds: number; readonly end: ImageTaskEnd }> {
  const { endpoint, password, repository, tag, source } = task;
  const script = new URL('image-client.ts', import.meta.url).pathname;
  const given: ImageTask = { endpoint, password, repository, tag, source };
  const { seconds, printed } = await timed(process.execPath, [script, JSON.stringify(given)]);
  return { seconds, end: JSON.parse(printed) as ImageTaskEnd };
}

async function timeSkopeo({ endpoint, password }: OpenRegistry, layout: string): Promise<number> {
  const login = password === undefined ? [] : ['--dest-creds', `AWS:${password}`];
  const target = `docker://${new URL(endpoint).host}/${repository}:v1`;
  const copy = ['--insecure-policy', 'copy', '--quiet', '--dest-tls-verify=false', ...login];
  return (await timed(pathOfPart('skopeo'), [...copy, `oci:${layout}`, target])).seconds;
}

async function timed(
  program: string,
  args: readonly string[],
): Promise<{ readonly seconds: number; readonly printed: string }> {
  const begun = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - begun) / 1000;
  if (code === 0) return { seconds, printed: Buffer.concat(out).toString() };
  throw new Error(`${program} ended with ${String(code)}:\n${Buffer.concat(errors).toString()}`);
}
