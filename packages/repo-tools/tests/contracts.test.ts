/** What each action promises, in one table of tests: action.yml, the code, the README and the built bundle agree. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { InputRow } from '@slipway/action-kit/inputs';
import { readActionYaml, type ActionYaml, type YamlInput } from '../src/action-yaml.ts';
import { problemsOfBundle } from '../src/bundle-check.ts';
import { contractOf, generators, isOutdated } from '../src/generate.ts';
import { actionFolders, bundledActions, internalActions, pathOfAction, root } from '../src/repository.ts';

test('the six actions of the product are there, and no other', () => {
  expect(actionFolders()).toEqual([
    'build-push-ecr',
    'deploy-ecs-with-rollback',
    'dispatch-workflow',
    'render-task-def',
    'scan-image',
    'set-repo-variables',
  ]);
});

function actionOf(name: string): ActionYaml {
  const path = `${pathOfAction(name)}/action.yml`;
  return readActionYaml(path, readFileSync(join(root, path), 'utf8'));
}

async function tableOf(name: string): Promise<Readonly<Record<string, InputRow<unknown>>>> {
  const module = (await import(join(root, pathOfAction(name), 'src/inputs.ts'))) as {
    readonly inputs: Readonly<Record<string, InputRow<unknown>>>;
  };
  return module.inputs;
}

test('no action of our own workflows has the name of one of the product', () => {
  expect(internalActions().filter((name) => actionFolders().includes(name))).toEqual([]);
});

describe.each(actionFolders())('%s, which people use,', (name) => {
  test('offers a dry run', () => {
    const { inputs } = actionOf(name);
    expect(inputs.find((input) => input.name === 'dry-run')).toMatchObject({
      required: false,
      default: 'false',
    });
  });

  test('the tables of the README are what action.yml says', () => {
    expect(
      generators.map((generate) => generate(root, name)).filter((file) => isOutdated(root, file)),
    ).toEqual([]);
  });

  test('the README says what it may do and when it fails', () => {
    const readme = readFileSync(join(root, 'actions', name, 'README.md'), 'utf8');
    expect(readme).toMatch(/^## .*permissions/im);
    expect(readme).toMatch(/^## When it fails$/m);
  });
});

describe.each(bundledActions())('%s', (name) => {
  test('action.yml runs the bundle on node24', () => {
    const { using, main } = actionOf(name);
    expect({ using, main }).toEqual({ using: 'node24', main: 'dist/index.js' });
  });

  test('contract.ts is what action.yml says', () => {
    expect(isOutdated(root, contractOf(root, name))).toBe(false);
  });

  test('the code reads every input of action.yml and no other', async () => {
    const declared = actionOf(name).inputs.map((input) => input.name);
    expect(Object.keys(await tableOf(name)).sort()).toEqual([...declared].sort());
  });

  test('absent inputs and defaults are read as action.yml declares them', async () => {
    const table = await tableOf(name);
    expect(actionOf(name).inputs.flatMap((input) => disagreement(input, table[input.name]))).toEqual([]);
  });

  test('the built bundle is an ES module that starts, refuses missing inputs and sets every output', async () => {
    const outputs = actionOf(name).outputs.map((output) => output.name);
    expect(await problemsOfBundle(join(root, pathOfAction(name)), { name, outputs })).toEqual([]);
  });

  test('the third-party licences of the bundle are beside it', () => {
    const licences = join(root, pathOfAction(name), 'dist/licenses.txt');
    expect(existsSync(licences) ? readFileSync(licences, 'utf8') : '').toContain('@actions/core');
  });
});

/** Where action.yml and the parser of an input disagree about absence or about the default. */
function disagreement(input: YamlInput, row: InputRow<unknown> | undefined): readonly string[] {
  const fails = (value: string | undefined): boolean => {
    try {
      row?.read(value);
      return false;
    } catch {
      return true;
    }
  };
  if (input.required)
    return fails(undefined) ? [] : [`${input.name} is required, but the code takes it as optional`];
  if (input.default === undefined || input.default === '') {
    return fails(undefined) ? [`${input.name} is optional, but the code requires it`] : [];
  }
  const isExpression = input.default.includes('${{');
  return !isExpression && fails(input.default.trim()) ? [`the default of ${input.name} can't be read`] : [];
}
