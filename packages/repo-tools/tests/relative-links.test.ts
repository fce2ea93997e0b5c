/** A page that leads nowhere is found here, and not by who reads it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { relativeLinks } from '../src/relative-links.ts';
import { root } from '../src/repository.ts';

test('only what leads to a file is a relative link, and code holds none', () => {
  const page = [
    '[a](../../docs/x.md#part) and [b](y/) and [`c`](z.md)',
    '[d](https://example.com) [e](#here) `[f](none.md)`',
    '```md',
    '[g](none.md)',
    '```',
  ].join('\n');
  expect(relativeLinks('actions/web/README.md', page).map(({ path }) => path)).toEqual([
    'docs/x.md',
    'actions/web/y/',
    'actions/web/z.md',
  ]);
});

test('every relative link of every page leads to something', () => {
  const { stdout } = spawnSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' });
  const pages = stdout.split('\n').filter((page) => page !== '');
  const links = pages.flatMap((page) =>
    relativeLinks(page, readFileSync(join(root, page), 'utf8')).map((link) => ({ page, ...link })),
  );
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});
