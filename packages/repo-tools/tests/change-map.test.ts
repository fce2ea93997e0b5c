import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { wrongInMap } from '../src/change-map.ts';
import { root } from '../src/repository.ts';

const pageOf = (...rows: readonly string[]): string =>
  ['## Where do I change …', '', '| what | where |', '|---|---|', ...rows, '', '## Next', ''].join('\n');

test.each([
  ['one row a thing', ['| a | `packages/x/a.ts` |', '| b | its `b.yml` |'], []],
  [
    'a row twice',
    ['| a | `packages/x/a.ts` |', '| a | `packages/x/a.ts`, and b |'],
    ['"a" stands there twice', 'two rows lead to packages/x/a.ts'],
  ],
  [
    'the same in other words',
    ['| a | `packages/x/` |', '| b | a rule in `packages/x/b.ts` |'],
    ['packages/x/b.ts is in packages/x/, of another row'],
  ],
  ['a path to nowhere', ['| a | `actions/gone/` |'], ['actions/gone/ is not there']],
  ['no rows', [], ['there is no table']],
])('%s', (_, rows, wrong) => {
  expect(wrongInMap(pageOf(...rows), (path) => !path.includes('gone'))).toEqual(wrong);
});

test('the map of the architecture says each thing once, and leads somewhere', () => {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  expect(wrongInMap(page, (path) => existsSync(join(root, path)))).toEqual([]);
});
