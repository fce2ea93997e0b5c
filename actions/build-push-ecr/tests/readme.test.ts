/** What people copy from the README is read by the inputs, and what it prints is what the code has. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readInputs } from '@slipway/action-kit/inputs';
import { isList, isObject, type Json, type JsonObject } from '../../../packages/documents/src/value.ts';
import { readYaml } from '../../../packages/documents/src/yaml.ts';
import { readActionYaml } from '../../../packages/repo-tools/src/action-yaml.ts';
import { blocksOf } from '../../../packages/repo-tools/src/markdown-blocks.ts';
import { inputs } from '../src/inputs.ts';
import { lifecyclePolicy } from '../src/lifecycle-policy.ts';
import { requestOf } from '../src/request.ts';
import { tagsOf } from '../src/tag-templates.ts';
import { wantedBuild } from '../src/wanted-build.ts';
import { plainBuild } from './memory-world.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');
const action = readActionYaml('action.yml', read('../action.yml'));
const defaults = Object.fromEntries(action.inputs.map(({ name, default: value = '' }) => [name, value]));

/** The `with:` of every step that has an image in ECR, wherever it stands in an example. */
function inputsIn(value: Json | undefined): readonly JsonObject[] {
  if (isList(value)) return value.flatMap(inputsIn);
  if (!isObject(value)) return [];
  const isOurs = text(value.uses).includes('/actions/build-push-ecr@');
  return isOurs && isObject(value.with) ? [value.with] : Object.values(value).flatMap(inputsIn);
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const digest = `sha256:${'a'.repeat(64)}`;

/** What the runner puts in the place of an expression. */
const filled = (value: Json | undefined): string =>
  text(value).replace(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) =>
    /repository$/i.test(expression) ? 'team/web' : expression.endsWith('digest') ? digest : '7',
  );

const examples = blocksOf(readme, 'yaml').flatMap(({ content }) => inputsIn(readYaml(content).value));

const job = {
  sha: '5110a5e0000000000000000000000000000000ab',
  ref: 'refs/heads/feature/login',
  refName: 'feature/login',
  refType: 'branch',
  headRef: undefined,
};

test('there is an example for every source', () => {
  const names = examples.flatMap((example) => Object.keys(example));
  expect(examples.length).toBeGreaterThanOrEqual(6);
  expect(names).toEqual(expect.arrayContaining(['platforms', 'oci-layout', 'promote-from', 'secrets']));
});

test.each(examples)('%j is read, and names tags', (example) => {
  const given = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, filled(value)]));
  const request = requestOf(readInputs(inputs, (name) => given[name] ?? defaults[name] ?? ''));
  expect(tagsOf(request.tags, job).tags.length).toBeGreaterThan(0);
});

test('the lifecycle policy is the one that is put', () => {
  const printed = blocksOf(readme, 'json').map(({ content }) => JSON.parse(content) as object);
  expect(printed).toContainEqual(JSON.parse(lifecyclePolicy));
});

describe('the tables', () => {
  const firstCells = (heading: string): readonly string[] => {
    const [, section = ''] = readme.split(`\n## ${heading}\n`);
    const cells = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([^`]+)` \|/gm)];
    return cells.map(([, cell = '']) => cell);
  };

  test('name every template, and what a branch gives', () => {
    const all = firstCells('Tags');
    expect(all).toEqual(['{sha}', '{short-sha}', '{branch}', '{pr}', '{version}']);
    expect(tagsOf(['{branch}'], job).tags).toEqual(['feature-login']);
    expect(() => tagsOf(['{none}'], job)).toThrow(all.join(', '));
  });

  test('name every label of a build', () => {
    const facts = {
      job: {
        repository: 'a/b',
        serverUrl: 'https://github.com',
        sha: job.sha,
        workspace: '/work',
        temporary: '/temporary',
      },
      now: 0,
    };
    const { plan } = wantedBuild(plainBuild, { ...facts, variable: () => undefined });
    expect(firstCells('Labels')).toEqual(Object.keys(plan.labels));
  });

  test('name every kind of cache', () => {
    const kinds = firstCells('Cache');
    const cacheOf = (cache: string) =>
      readInputs(inputs, (name) => ({ ...defaults, repository: 'team/web', cache })[name] ?? '').cache;
    expect(kinds.map(cacheOf)).toEqual(kinds);
    expect(() => cacheOf('s3')).toThrow(/none.*gha.*registry/);
    expect(kinds).toHaveLength(3);
  });
});
