import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { problemsOfBundle, problemsOfRun } from '../src/bundle-check.ts';
import { inParallel } from '../src/in-parallel.ts';

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-check-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const contract = { name: 'scan-image', outputs: ['verdict'] };

describe('a bundle is refused', () => {
  test('when it is not there', () =>
    inFolder(async (folder) => {
      expect(await problemsOfBundle(folder, contract)).toEqual([
        'dist/index.js is missing: run `npm run build`',
      ]);
    }));

  test('when it is the small CommonJS one that ncc writes without complaint', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'dist'));
      await writeFile(join(folder, 'dist/index.js'), '"use strict"; require("@actions/core");');
      expect(await problemsOfBundle(folder, contract)).toEqual([
        'dist/package.json does not say that the bundle is an ES module',
        'dist/index.js has 39 bytes: nothing was bundled into it',
        'dist/licenses.txt is missing',
      ]);
    }));

  test('when it is large but dies of something else than missing inputs', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'dist'));
      await writeFile(join(folder, 'action.yml'), 'runs: { using: node24, main: dist/index.js }');
      await writeFile(join(folder, 'dist/package.json'), '{"type":"module"}');
      await writeFile(join(folder, 'dist/licenses.txt'), '');
      await writeFile(join(folder, 'dist/index.js'), `/*${' '.repeat(60_000)}*/ require('x');`);
      const [problem = ''] = await problemsOfBundle(folder, contract);
      expect(problem).toContain('must refuse with exit code 1 and an error of its own, but ended with 1');
      expect(problem).toContain('require is not defined');
    }));
});

describe('an action without inputs', () => {
  const error = (title: string) => ({ level: 'error', message: '', properties: { title } }) as const;
  const run = {
    exitCode: 1,
    annotations: [error('scan-image: input-invalid')],
    outputs: { verdict: '' },
    log: [],
  };

  test('refuses cleanly', () => {
    expect(problemsOfRun(run, contract)).toEqual([]);
  });

  test.each([
    ['is green', { exitCode: 0 }],
    ['says nothing', { annotations: [] }],
    ['calls it a defect of ours', { annotations: [error('scan-image: defect')] }],
    ['speaks with the name of another action', { annotations: [error('render-task-def: input-invalid')] }],
  ])('is refused when it %s', (_, change) => {
    expect(problemsOfRun({ ...run, ...change }, contract)).toHaveLength(1);
  });

  test('sets every output all the same', () => {
    expect(problemsOfRun({ ...run, outputs: {} }, contract)).toEqual([
      'when it fails, these outputs are not set: verdict',
    ]);
  });
});

test('work in parallel keeps the order of the list and the number of workers', async () => {
  let busy = 0;
  let most = 0;
  const results = await inParallel(2, [3, 1, 2, 0], async (item) => {
    most = Math.max(most, (busy += 1));
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    busy -= 1;
    return item * 10;
  });
  expect([results, most]).toEqual([[30, 10, 20, 0], 2]);
});
