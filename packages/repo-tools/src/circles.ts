/**
 * No files of ours import each other in a circle, types included: whoever opens one of them would have to read all
 * of them, and none could be moved or tested alone.
 */
import { posix } from 'node:path';
import type { SourceText } from './borders.ts';
import { importsOf, parseFile } from './module-imports.ts';

/** One import between two of the files. */
interface Tie {
  /** Path of the imported file. */
  readonly to: string;
  /** 1-based, of the first import of it. */
  readonly line: number;
}

type Ties = ReadonlyMap<string, readonly Tie[]>;

/** @returns one sentence per circle: its first file, the line that leads into it, and the whole way round. */
export function circleProblems(sources: readonly SourceText[]): readonly string[] {
  const ties = tiesOf(sources);
  const told = new Set<string>();
  return [...ties.keys()].sort().flatMap((path) => {
    const circle = shortestCircle(path, ties);
    if (circle === undefined) return [];
    // Each of its files finds the same circle again.
    const members = [...circle].sort().join('\n');
    if (told.has(members)) return [];
    told.add(members);
    return [sentence(circle, ties)];
  });
}

function tiesOf(sources: readonly SourceText[]): Ties {
  const known = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map(({ path, content }) => {
      const lines = new Map<string, number>();
      for (const { specifier, line } of importsOf(parseFile(path, content))) {
        const to = fileOf(specifier, path);
        if (known.has(to) && !lines.has(to)) lines.set(to, line);
      }
      return [path, [...lines].map(([to, line]) => ({ to, line }))];
    }),
  );
}

/** Packages export their sources file by file: `@slipway/aws/ecs` is packages/aws/src/ecs.ts. */
function fileOf(specifier: string, importer: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
  return specifier.replace(/^@slipway\/([^/]+)\/(.+)$/, 'packages/$1/src/$2.ts');
}

/** The files of the shortest way from a file back to itself, that file first; undefined when there is none. */
function shortestCircle(start: string, ties: Ties): readonly string[] | undefined {
  const reached = new Set<string>();
  let ways: readonly (readonly [string, ...string[]])[] = [[start]];
  while (ways.length > 0) {
    const longer: [string, ...string[]][] = [];
    for (const way of ways) {
      for (const { to } of ties.get(way.at(-1) ?? start) ?? []) {
        if (to === start) return way;
        if (reached.has(to)) continue;
        reached.add(to);
        longer.push([...way, to]);
      }
    }
    ways = longer;
  }
  return undefined;
}

function sentence(circle: readonly string[], ties: Ties): string {
  const [first = '', second = first] = circle;
  const line = ties.get(first)?.find(({ to }) => to === second)?.line ?? 1;
  const way = [...circle, first].join(' → ');
  return `${first}:${String(line)} imports in a circle: ${way}. Move what both need to the file that owns it, or hand it over as a value.`;
}
