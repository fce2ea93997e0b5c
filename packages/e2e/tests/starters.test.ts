/** The starters still have what the mission's repository writes otherwise in them. */
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { takeStarters } from '../src/starters.ts';

const root = resolve(import.meta.dirname, '../../..');

test('every starter that the repository takes can be taken, with its edits', async () => {
  const written = new Map<string, string>();
  await takeStarters(root, {
    write: (path, text) => {
      written.set(path, text);
      return Promise.resolve();
    },
  });
  expect(new Set(written.keys())).toEqual(
    new Set(
      [
        'destroy',
        'infrastructure',
        'infrastructure-staging',
        'promote',
        'pull-request',
        'release',
        'rollback',
        'rollback-production',
      ].map((name) => `.github/workflows/${name}.yml`),
    ),
  );
  expect(written.get('.github/workflows/release.yml')).toContain('environment: staging');
  expect([...written.values()].join('\n')).not.toContain('$default-branch');
});
