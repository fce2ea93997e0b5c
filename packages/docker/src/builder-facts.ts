/** What builds here, read off `docker buildx version` and `docker buildx inspect`, which are made for people. Pure. */
import type { Builder } from './docker.ts';

/** `github.com/docker/buildx v0.30.1 9e66234…` as `0.30.1`. */
export const buildxVersionIn = (text: string): string => /\bbuildx v?(\S+)/.exec(text)?.[1] ?? 'unknown';

export interface Inspected {
  readonly builder: Omit<Builder, 'buildxVersion'>;
  /** Why the builder can't be used. buildx tells it among the facts, and ends with success. */
  readonly error: string | undefined;
}

export function readInspect(text: string): Inspected {
  const [head = '', ...nodes] = text
    .split(/^(?=Nodes:$)|^(?=Name:)/m)
    .filter((part) => !/^Nodes:\s*$/.test(part));
  const errors = [head, ...nodes].flatMap((part) => valueOf(part, 'Error') ?? []);
  const running = nodes.filter((node) => valueOf(node, 'Status') === 'running');
  const snapshotter = /org\.mobyproject\.buildkit\.worker\.snapshotter:/;
  return {
    builder: {
      name: valueOf(head, 'Name') ?? 'default',
      driver: valueOf(head, 'Driver') ?? '',
      platforms: [...new Set(nodes.flatMap((node) => platformsIn(valueOf(node, 'Platforms') ?? '')))],
      buildkitVersion: nodes
        .map((node) => valueOf(node, 'BuildKit version') ?? valueOf(node, 'Buildkit'))
        .find(Boolean),
      nodeCount: nodes.length,
      usesContainerd: nodes.some((node) => snapshotter.test(node)),
    },
    error: running.length > 0 ? undefined : errors[0],
  };
}

/** Of a line `Name:   value`; undefined when it is missing or empty. */
function valueOf(part: string, name: string): string | undefined {
  const found = part.split('\n').find((line) => line.startsWith(`${name}:`));
  const value = found?.slice(name.length + 1).trim() ?? '';
  return value === '' ? undefined : value;
}

/** A star marks those that the user chose; a number in brackets stands for variants. */
const platformsIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((each) => each.trim().replace(/\*$|\s*\(\+\d+\)$/g, ''))
    .filter((each) => each !== '');
