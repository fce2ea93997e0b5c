/**
 * Whether the committed dist folders are what the sources give: builds every action once more in a copy of the
 * repository at another path and compares byte by byte. CI calls it; it takes some ten seconds an action.
 */
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { inParallel } from './in-parallel.ts';
import { actionNames, filesBelow, root } from './repository.ts';

/** Each file of either folder that the other lacks or has otherwise, as a sentence. */
export function differences(committed: string, rebuilt: string): readonly string[] {
  const paths = [...new Set([...filesBelow(committed), ...filesBelow(rebuilt)])].sort();
  return paths.flatMap((path) => {
    const [left, right] = [join(committed, path), join(rebuilt, path)];
    if (!existsSync(left)) return [`${path} is missing`];
    if (!existsSync(right)) return [`${path} is left over from an older build`];
    return readFileSync(left).equals(readFileSync(right)) ? [] : [`${path} differs`];
  });
}

async function main(): Promise<number> {
  const copy = await mkdtemp(join(tmpdir(), 'slipway-dist-'));
  try {
    for (const path of ['node_modules', 'actions', 'packages', 'package.json', 'tsconfig.base.json']) {
      await cp(join(root, path), join(copy, path), { recursive: true, verbatimSymlinks: true });
    }
    const results = await inParallel(2, actionNames(), async (name) => {
      const rebuilt = join(copy, 'actions', name, 'dist');
      await bundle(join(copy, 'actions', name), rebuilt);
      return differences(join(root, 'actions', name, 'dist'), rebuilt).map(
        (line) => `actions/${name}/dist: ${line}`,
      );
    });
    const lines = results.flat();
    for (const line of lines) console.error(line);
    console.log(
      lines.length === 0
        ? 'Every dist is what its sources give.'
        : 'Run `npm run build -- --all` and commit.',
    );
    return lines.length === 0 ? 0 : 1;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = await main();
