/** What Terraform gives is what the workflows read, name by name, and what the pages tell. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { knownVariables } from '../../../../.github/actions/preflight/src/variables/known-variables.ts';
import { foldersOf, root } from '../../src/repository.ts';
import { outputsOf, publishedStacks, variablesRead } from '../../src/workflows/variable-names.ts';
import { workflowTexts } from '../../src/workflows/workflow-texts.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const names = (...stacks: readonly string[]): readonly string[] =>
  stacks.flatMap((stack) => outputsOf(stack)).sort();

/** The names that everything shares. */
const shared = [
  'AWS_REGION',
  'AWS_ROLE_APPLY',
  'AWS_ROLE_BUILD',
  'AWS_ROLE_DEPLOY',
  'AWS_ROLE_PLAN',
  'AWS_ROLE_SCAN',
  'ECR_REPOSITORY',
  'ECS_CLUSTER',
  'ECS_SERVICE',
  'ECS_TASK_TEMPLATE',
];

/** They must be there before the workflow that publishes can run, so a person sets them, from the outputs of bootstrap. */
const setByAPerson = ['AWS_ROLE_APPLY', 'AWS_ROLE_PLAN'];

/** Read in an example, and the reader's own. */
const ownOfExamples: Readonly<Record<string, string>> = {
  STAGING_REPOSITORY: 'the page of build-push-ecr promotes from a repository of another account',
};

describe('the names that everything shares', () => {
  test('are the outputs of the stacks, each of one stack', () => {
    expect(names(...foldersOf(join(root, 'terraform/stacks')))).toEqual(shared);
  });

  test('are published, or set by a person first', () => {
    expect(names('bootstrap')).toEqual(setByAPerson);
    expect([...names(...publishedStacks), ...setByAPerson].sort()).toEqual(shared);
    const loop = `for stack in ${publishedStacks.join(' ')}; do`;
    expect(read('.github/actions/stack-outputs/outputs.sh')).toContain(loop);
  });

  test('are the ones that the preflight knows and docs/aws.md tells of', () => {
    expect(Object.keys(knownVariables).sort()).toEqual(shared);
    const [, table = ''] = read('docs/aws.md').split('## The variables');
    expect([...table.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name).sort()).toEqual(shared);
  });
});

const texts = workflowTexts();

test.each(texts)('$path reads no other', ({ path, kind, content }) => {
  const own = kind === 'example' ? Object.keys(ownOfExamples) : [];
  expect(variablesRead(content).filter((name) => ![...shared, ...own].includes(name))).toEqual([]);
  expect(path).not.toBe('');
});

test('each is read by a workflow, and each of an example by one', () => {
  const readBy = (...kinds: readonly string[]): readonly string[] =>
    texts.filter(({ kind }) => kinds.includes(kind)).flatMap(({ content }) => variablesRead(content));
  expect(shared.filter((name) => !readBy('workflow').includes(name))).toEqual([]);
  expect(Object.keys(ownOfExamples).filter((name) => !readBy('example').includes(name))).toEqual([]);
});

test('reading is found in every form', () => {
  expect(variablesRead("${{ vars.A || vars['B'] }} and ${{ inputs.vars }} ${{ vars.A }}")).toEqual([
    'A',
    'B',
  ]);
});
