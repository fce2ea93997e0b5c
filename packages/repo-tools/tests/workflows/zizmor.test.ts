/**
 * zizmor finds nothing in what we publish and run; and each thing that it is told to leave out still occurs, and says why.
 * @needs zizmor
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isMap, isScalar, parseDocument } from 'yaml';
import { pathsOf } from '../../../../tools/real-parts.mjs';
import { actionNames, root } from '../../src/repository.ts';
import { internalActions, workflowTexts } from '../../src/workflows/workflow-texts.ts';
import { ignoresIn, zizmorFindings } from '../../src/workflows/zizmor.ts';

const [zizmor = ''] = pathsOf(root, 'zizmor');
const config = '.github/zizmor.yml';
const files = [
  ...workflowTexts()
    .filter(({ kind }) => kind !== 'example')
    .map(({ path }) => path),
  ...actionNames().map((name) => `actions/${name}/action.yml`),
  ...internalActions(),
];

test('zizmor finds nothing', () => {
  expect(zizmorFindings(zizmor, files, ['--config', config])).toEqual([]);
});

test('each rule that is left out or narrowed says why, and would find something', () => {
  const found = new Set(
    zizmorFindings(zizmor, files, ['--no-config', '--no-ignores']).map(({ rule }) => rule),
  );
  const document = parseDocument(readFileSync(join(root, config), 'utf8'));
  const rules = document.get('rules');
  const told = (isMap(rules) ? rules.items : []).map(({ key }, at) => ({
    rule: isScalar(key) ? String(key.value) : '',
    // The comment above the first key is taken for the map's.
    because:
      (isScalar(key) ? key.commentBefore : '') ?? (at === 0 && isMap(rules) ? rules.commentBefore : '') ?? '',
  }));
  expect(told.filter(({ rule, because }) => because === '' || !found.has(rule))).toEqual([]);
});

test('each comment that leaves something out says why, and is still needed', () => {
  const found = zizmorFindings(zizmor, files, ['--config', config, '--no-ignores']);
  const idle = files
    .flatMap((path) => ignoresIn(path))
    .filter(
      ({ rule, path, line, because }) =>
        because === '' ||
        !found.some(
          (each) =>
            each.rule === rule && each.path === path && each.lines.first <= line && line <= each.lines.last,
        ),
    );
  expect(idle).toEqual([]);
});

test('it would find a title in a script, and an action that is pinned by a tag', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-zizmor-'));
  try {
    const job = 'runs-on: ubuntu-latest\n    steps:\n';
    const steps =
      '      - uses: actions/setup-node@v7\n      - run: echo ${{ github.event.pull_request.title }}\n';
    await writeFile(join(folder, 'w.yml'), `on: pull_request_target\njobs:\n  a:\n    ${job}${steps}`);
    const found = zizmorFindings(zizmor, ['w.yml'], ['--config', join(root, config)], folder);
    expect(found.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['template-injection', 'unpinned-uses']),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
