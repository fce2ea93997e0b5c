/** A copy for GitHub Enterprise Server: nothing in it that a server lacks, and nothing else than that written otherwise. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { takenBack } from '@slipway/local-workflows/rewriting/edits';
import { older } from '../../src/enterprise-server/artifacts.ts';
import { forEnterpriseServer, type ServerFile } from '../../src/enterprise-server/for-enterprise-server.ts';
import { mirrorTable } from '../../src/enterprise-server/mirrors.ts';
import { readWords } from '../../src/enterprise-server/read-words.ts';
import { writeCopy } from '../../src/enterprise-server/write-copy.ts';
import { isOutdated } from '../../src/generate.ts';
import { relativeLinks } from '../../src/relative-links.ts';
import { actionNames, root } from '../../src/repository.ts';
import { serviceProblems } from '../../src/workflows/language-service.ts';
import { internalActions, workflowTexts } from '../../src/workflows/workflow-texts.ts';

const server = { repository: 'platform/slipway', ref: 'v1' };
const paths = [
  ...workflowTexts()
    .filter(({ path }) => /^(?:\.github\/workflows\/(?!ci-)|workflows-templates\/[^:]*$)/.test(path))
    .filter(({ kind }) => kind !== 'example')
    .map(({ path }) => path),
  ...actionNames().map((name) => `actions/${name}/action.yml`),
  ...internalActions(),
];

let folder = '';
let files: ReadonlyMap<string, ServerFile> = new Map();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-server-'));
  files = new Map((await writeCopy(root, folder, server)).map((file) => [file.path, file]));
});
afterAll(() => rm(folder, { recursive: true }));

test('it has every callable workflow, every action and every starter, and no other', () => {
  expect([...files.keys()].sort()).toEqual([...paths].sort());
});

test('the bundles, scripts and icons are beside them, and no sources', async () => {
  expect(existsSync(join(folder, 'actions/scan-image/dist/index.js'))).toBe(true);
  expect(existsSync(join(folder, '.github/actions/plan/plan.sh'))).toBe(true);
  expect(existsSync(join(folder, 'actions/scan-image/src'))).toBe(false);
  const icons = await readdir(join(folder, 'workflows-templates'));
  expect(icons).toEqual(await readdir(join(root, 'workflows-templates')));
});

test('each link of the page of the starters leads to a file of the copy or to github.com, and a starter is got from the copy', () => {
  const page = 'workflows-templates/README.md';
  const text = readFileSync(join(folder, page), 'utf8');
  expect(relativeLinks(page, text).filter(({ path }) => !existsSync(join(folder, path)))).toEqual([]);
  expect(text).toContain('](https://github.com/slipway-actions/slipway/blob/main/terraform/README.md');
  expect(text).toContain("'repos/platform/slipway/contents/workflows-templates/release.yml?ref=v1'");
  expect(text).not.toMatch(/raw\.githubusercontent|github\.com -->|Until `v1`/);
});

describe('nothing is left that a server lacks, and the language service finds nothing, in', () => {
  test.each(paths)('%s', async (path) => {
    const text = readFileSync(join(folder, path), 'utf8');
    // Comments may say how it is on github.com.
    expect(
      text.replaceAll(/#.*/g, '').match(/\$\/|queue: max|deployment: false|slipway-actions\/slipway\/.*@/),
    ).toBeNull();
    expect(await serviceProblems(path, text, { repository: folder, published: server.repository })).toEqual(
      [],
    );
  });
});

const forms: readonly ((was: string, is: string) => boolean)[] = [
  (was, is) => is === was.replace('$/', 'platform/slipway/') + '@v1',
  (was, is) => is === was.replace('slipway-actions/slipway', 'platform/slipway'),
  (was, is) => is === '' && /^ +(?:deployment: false|queue: max)\n$/.test(was),
  (was, is) => is === '' && /^ +(?:overwrite: true|compression-level: 0)\n$/.test(was),
  (was, is) =>
    Object.entries(older).some(
      ([name, { commit, version }]) => was.startsWith(`${name}@`) && is === `${name}@${commit} # ${version}`,
    ),
];

test.each(paths)('%s is otherwise in that alone', (path) => {
  const { text, edits } = files.get(path) ?? { text: '', edits: [] };
  expect(edits.filter(({ was, is }) => !forms.some((form) => form(was, is)))).toEqual([]);
  expect(takenBack(text, edits)).toBe(readFileSync(join(root, path), 'utf8'));
});

test('no input is left to an older action that it does not have', () => {
  const steps =
    'jobs:\n  a:\n    steps:\n      - uses: actions/upload-artifact@v7\n        with:\n          name: a\n          overwrite: true\n          path: b\n';
  expect(forEnterpriseServer('w.yml', steps, server).text).toBe(
    steps
      .replace('@v7', '@c24449f33cd45d4826c6702db7e49f7cdb9b551d # v3.2.1-node20')
      .replace('          overwrite: true\n', ''),
  );
});

test('the page about servers lists every action of others that a copy runs, and the older artifacts among them', () => {
  const file = mirrorTable(root);
  expect(isOutdated(root, file)).toBe(false);
  for (const { commit } of Object.values(older)) expect(file.content).toContain(commit);
});

describe('what is typed', () => {
  const start = 'Nothing was written: ';
  const usage =
    '. Type npm run enterprise-server -- --repository platform/slipway --ref v1 --to ../slipway-for-our-server';

  test.each<[readonly string[], string]>([
    [[], `--repository has to be owner and name of the copy on your server, but is missing${usage}`],
    [
      ['--repository', 'slipway', '--ref', 'v1', '--to', 'x'],
      `--repository has to be owner and name of the copy on your server, but was \`slipway\`${usage}`,
    ],
    [
      ['--repository', 'a/b', '--ref', 'v 1', '--to', 'x'],
      `--ref has to be the tag or branch that callers write, but was \`v 1\`${usage}`,
    ],
    [['--repository', 'a/b', '--ref', 'v1'], `--to has to be a folder, but is missing${usage}`],
    [['--repo', 'a/b'], `Unknown option '--repo'${usage}`],
    [
      ['--repository', 'a/b', '--ref', 'v1', '--to', root],
      `the folder ${root} is not empty, and has no slipway-copy.json that says what of it this command wrote. Name a new one, or empty it first.`,
    ],
  ])('%j is refused', (args, sentence) => {
    expect(readWords(args)).toBe(start + sentence);
  });

  test('all three are taken', () => {
    const to = join(tmpdir(), 'slipway-that-is-not-there');
    expect(readWords(['--repository', 'a/b', '--ref', 'v1', '--to', to])).toEqual({
      repository: 'a/b',
      ref: 'v1',
      to,
    });
  });
});
