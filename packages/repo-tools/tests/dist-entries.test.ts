/**
 * The files that an action.yml names are there and are ES modules; and the check of a bundle sees every way in
 * which a real one is broken, tried on a copy.
 */
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readActionYaml, type ActionYaml } from '../src/action-yaml.ts';
import { problemsOfBundle } from '../src/bundle-check.ts';
import { bundledActions, pathOfAction, root } from '../src/repository.ts';

const folderOf = (name: string): string => join(root, pathOfAction(name));

function actionOf(name: string): ActionYaml {
  return readActionYaml(name, readFileSync(join(folderOf(name), 'action.yml'), 'utf8'));
}

const entriesOf = (name: string): readonly (readonly [action: string, entry: string])[] => {
  const { main, post } = actionOf(name);
  return [main, ...(post === undefined ? [] : [post])].map((entry) => [name, entry] as const);
};

test.each(bundledActions().flatMap(entriesOf))('%s has its %s, an ES module', (name, entry) => {
  const path = join(folderOf(name), entry);
  const manifest = join(dirname(path), 'package.json');
  expect([existsSync(path), existsSync(manifest)]).toEqual([true, true]);
  expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({ type: 'module' });
});

describe('a copy of a bundle with a post step', () => {
  const name = 'deploy-ecs-with-rollback';

  async function problemsAfter(change: (folder: string) => Promise<void>): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-dist-'));
    try {
      for (const part of ['action.yml', 'dist'])
        await cp(join(folderOf(name), part), join(folder, part), { recursive: true });
      await change(folder);
      const outputs = actionOf(name).outputs.map((output) => output.name);
      return (await problemsOfBundle(folder, { name, outputs })).join('\n');
    } catch (error) {
      return String(error);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test('is sound as it is', async () => {
    expect(await problemsAfter(async () => undefined)).toBe('');
  });

  test.each([
    ['index.js', 'dist/index.js is missing'],
    ['post.js', 'has no dist/post.js: run `npm run build`'],
    ['package.json', 'dist/package.json does not say that the bundle is an ES module'],
    ['licenses.txt', 'dist/licenses.txt is missing'],
  ])('is refused without its %s', async (file, problem) => {
    expect(await problemsAfter((folder) => rm(join(folder, 'dist', file)))).toContain(problem);
  });

  test.each(['index.js', 'post.js'])('is refused when its %s is CommonJS', async (file) => {
    const commonJs = `/*${' '.repeat(60_000)}*/ module.exports = require('node:fs');`;
    expect(await problemsAfter((folder) => writeFile(join(folder, 'dist', file), commonJs))).toMatch(
      /(?:module|require) is not defined/,
    );
  });
});
