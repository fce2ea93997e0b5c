/** Applies the borders to the whole repository; `npm run lint` and a test call it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { borderProblems } from './borders.ts';
import { circleProblems } from './circles.ts';
import { filesBelow, homesOfActions, root } from './repository.ts';

export function repositoryProblems(repository: string = root): readonly string[] {
  const all = sourcePaths(repository).map((path) => ({
    path,
    content: readFileSync(join(repository, path), 'utf8'),
  }));
  const sources = all.filter(({ path }) => path.includes('/src/'));
  return [...all.flatMap(borderProblems), ...circleProblems(sources)];
}

/** Every TypeScript file of ours, tests included. */
export function sourcePaths(repository: string = root): readonly string[] {
  return [...homesOfActions, 'packages'].flatMap((top) =>
    filesBelow(join(repository, top))
      .filter((path) => path.endsWith('.ts') && !path.includes('/dist/'))
      .map((path) => `${top}/${path}`),
  );
}
