/**
 * What act runs is what is published, but for what act does not know: each change is of a named kind and form, and
 * without them the text is the published one. So a workflow that passes here has been tried as its callers get it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { publish } from '../../src/published.ts';
import { takenBack, type Edit, type EditKind } from '../../src/rewriting/edits.ts';
import { runnableByAct, type RunnableFile } from '../../src/rewriting/runnable-by-act.ts';
import { copyRepository } from '../../src/repository/copy.ts';
import { actsOwn, standInFor } from '../../src/stand-ins.ts';
import { makeCaller } from '../caller.ts';

const root = resolve(import.meta.dirname, '../../../..');
const repository = 'slipway-actions/slipway';
const below = (folder: string): readonly string[] =>
  existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [];
const published = [
  ...below('.github/workflows').filter((path) => path.endsWith('.yml') && !path.includes('/ci-')),
  ...[...below('actions'), ...below('.github/actions')].map((path) => `${path}/action.yml`),
];
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const rewritten = (path: string): RunnableFile =>
  runnableByAct({ repository, path, text: read(path), ref: 'refs/tags/v1' });

/** Nothing but what stands for something else of the same line. */
const forms: Readonly<Record<EditKind, (edit: Edit) => boolean>> = {
  'own-reference': ({ was, is }) => is === `${was.replace('$/', `${repository}/`)}@local`,
  'unknown-key': ({ was, is }) => is === '' && /^\s*(?:deployment: false|queue: max)\n$/.test(was),
  'environment-variables': ({ was, is }) =>
    is.replaceAll(/\(fromJSON\(vars\.SLIPWAY_ENVIRONMENTS\)\[.*?\] \|\| vars\)/g, 'vars') === was,
  'job-identity': ({ was, is }) =>
    was === '' &&
    /^(?:env:\n +)?ACTIONS_ID_TOKEN_REQUEST_URL: .*\n +ACTIONS_ID_TOKEN_REQUEST_TOKEN: .*\n +$/.test(is),
};

test.each(published)('%s is otherwise for act in what act does not know alone', (path) => {
  const { text, edits } = rewritten(path);
  expect(edits.filter((edit) => !forms[edit.kind](edit))).toEqual([]);
  expect(takenBack(text, edits)).toBe(read(path));
});

test('release.yml is rewritten in all four ways, its comments stay', () => {
  const { text, edits } = rewritten('.github/workflows/release.yml');
  expect(new Set(edits.map(({ kind }) => kind)).size).toBe(4);
  const comments = (of: string): readonly string[] => of.match(/^ *#.*$/gm) ?? [];
  expect(comments(text)).toEqual(comments(read('.github/workflows/release.yml')));
});

describe('actions of others', () => {
  const used = [
    ...new Set(published.flatMap((path) => rewritten(path).references.map((each) => each.repository))),
  ];

  test('are used at all', () => {
    expect(used).toContain(actsOwn);
  });

  test.each(used.filter((name) => ![actsOwn, repository].includes(name)))('%s has a stand-in', (name) => {
    expect(standInFor(name)).toBeDefined();
  });

  test('of which nobody knows have none', () => {
    expect(standInFor('somebody/upload-artifact')).toBeUndefined();
  });
});

describe('the folders that act is given', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-published-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Files that differ from where they come from when the edits are taken back. */
  async function otherwise(
    from: string,
    to: string,
    files: readonly RunnableFile[],
  ): Promise<{ readonly seen: number; readonly differing: readonly string[] }> {
    const all = await readdir(to, { recursive: true, withFileTypes: true });
    const paths = all
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(to, join(parentPath, name)))
      .filter((path) => !path.startsWith('.git/'));
    const differing = paths.filter((path) => {
      const file = files.find((each) => each.path === path);
      const there = readFileSync(join(to, path));
      const back = file === undefined ? there : Buffer.from(takenBack(there.toString(), file.edits));
      return !back.equals(readFileSync(join(from, path)));
    });
    return { seen: paths.length, differing };
  }

  test('hold what is published, byte for byte but for the edits', async () => {
    const to = join(folder, 'slipway');
    const files = await publish({ from: root, to, ref: 'refs/tags/v1' });
    const { seen, differing } = await otherwise(root, to, files);
    expect(differing).toEqual([]);
    expect(seen).toBeGreaterThan(files.length);
    expect(files.map(({ path }) => path).toSorted()).toEqual([...published].toSorted());
  });

  test('hold what the caller has, byte for byte but for the edits', async () => {
    await using caller = makeCaller({
      '.github/workflows/a.yml': 'on: push\njobs:\n  a:\n    uses: $/.github/workflows/b.yml\n',
      'action.yml': 'runs:\n  using: composite\n  steps:\n    - uses: $/x\n',
      'data/bytes': '\u0000\r\n\u00ff',
    });
    const to = join(folder, 'caller');
    const { files } = await copyRepository({
      from: caller.folder,
      to,
      repository: 'team/web',
      ref: 'refs/heads/main',
    });
    expect(files.map(({ edits }) => edits.length)).toEqual([1, 1]);
    expect(await otherwise(caller.folder, to, files)).toEqual({ seen: 3, differing: [] });
  });
});
