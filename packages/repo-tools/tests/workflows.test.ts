import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readActionYaml } from '../src/action-yaml.ts';
import { blocksOf } from '../src/markdown-blocks.ts';
import { actionNames, filesBelow, foldersOf, homesOfActions, root } from '../src/repository.ts';
import { pagesOf } from '../src/workflows/workflow-texts.ts';
import { workflowProblems } from '../src/workflow-rules.ts';
import { callableInputs, countOfUses, usageProblems, type Callables } from '../src/workflow-uses.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const workflows = ['.github/workflows', 'workflows-templates'].flatMap((folder) =>
  filesBelow(join(root, folder))
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => `${folder}/${file}`),
);

const callables: Callables = {
  actions: new Map(
    homesOfActions.flatMap((home) =>
      foldersOf(join(root, home)).map((name) => {
        const path = `${home}/${name}/action.yml`;
        return [name, readActionYaml(path, read(path)).inputs] as const;
      }),
    ),
  ),
  workflows: new Map(
    workflows.flatMap((path) => {
      const inputs = callableInputs(read(path));
      return inputs === undefined ? [] : [[path.split('/').at(-1) ?? '', inputs] as const];
    }),
  ),
};

describe('every workflow calls actions and workflows as they are declared', () => {
  test.each(workflows)('%s', (path) => {
    expect(usageProblems(path, read(path), callables)).toEqual([]);
  });

  test('and there are such calls to look at', () => {
    expect(workflows.reduce((sum, path) => sum + countOfUses(read(path)), 0)).toBeGreaterThanOrEqual(5);
  });
});

describe('every example in a page calls actions and workflows as they are declared', () => {
  const examples = pagesOf()
    .flatMap((page) => blocksOf(read(page), 'yaml').map(({ line, content }) => [`${page}:${line}`, content]))
    .filter(([, content = '']) => content.includes('slipway-actions/slipway/'));

  test.each(examples)('%s', (place = '', content = '') => {
    expect(countOfUses(content)).toBe(content.split('uses: slipway-actions/slipway/').length - 1);
    expect(usageProblems(place, content, callables)).toEqual([]);
  });

  test('and the page of every action has one', () => {
    const without = actionNames().filter(
      (name) =>
        !examples.some(
          ([place = '', content = '']) =>
            place.startsWith(`actions/${name}/README.md:`) &&
            content.includes(`uses: slipway-actions/slipway/actions/${name}@`),
        ),
    );
    expect(without).toEqual([]);
  });
});

test.each(workflows)('%s pins what it runs, limits its jobs, and keeps values out of scripts', (path) => {
  expect(workflowProblems(path, read(path))).toEqual([]);
});

test('a workflow that keeps to none of it is told all', () => {
  const content = `
jobs:
  ship:
    steps:
      - uses: actions/checkout@v7
      - uses: $/actions/scan-image
      - run: echo "\${{ github.head_ref }}"`;
  expect(workflowProblems('w.yml', content)).toEqual([
    'w.yml must open with `permissions: {}`.',
    'w.yml gives job ship no permissions of its own.',
    'w.yml gives job ship no timeout-minutes.',
    'w.yml uses actions/checkout@v7 in job ship, not pinned by SHA.',
    'w.yml puts an expression into a script of job ship.',
  ]);
});

describe('a use that does not fit', () => {
  const declared = [
    { name: 'repository', required: true },
    { name: 'digest', required: false },
  ];
  const only = {
    actions: new Map([['scan-image', declared]]),
    workflows: new Map([['release.yml', declared]]),
  };
  const step = (uses: string, given: string): string =>
    `jobs:\n  scan:\n    steps:\n      - id: scan\n        uses: ${uses}\n        with: {${given}}`;

  test.each([
    ['$/actions/scan-image', 'repository: a', []],
    [
      './actions/scan-image',
      'digest: a',
      ['w.yml: job scan, step scan lacks repository, which scan-image requires.'],
    ],
    [
      'team/slipway/actions/scan-image@v1',
      'repository: a, digset: b',
      ['w.yml: job scan, step scan passes digset, which scan-image does not declare.'],
    ],
    ['$/actions/scan', '', ['w.yml: job scan, step scan uses $/actions/scan, which does not exist.']],
    ['actions/checkout@v7', 'anything: goes', []],
  ])('%s with {%s}', (uses, given, problems) => {
    expect(usageProblems('w.yml', step(uses, given), only)).toEqual(problems);
  });

  test.each([
    ['a list of steps', '- uses: ./actions/scan-image', 'step ./actions/scan-image'],
    ['a job', 'steps:\n  - uses: ./actions/scan-image', 'the job, step ./actions/scan-image'],
    [
      'a job with its name',
      'scan:\n  steps:\n    - id: a\n      uses: ./actions/scan-image',
      'job scan, step a',
    ],
    ['a job that calls a workflow', 'uses: ./.github/workflows/release.yml', 'the job'],
  ])('is found in %s', (_, content, where) => {
    expect(usageProblems('README.md:7', content, only)[0]).toMatch(
      `README.md:7: ${where} lacks repository, which`,
    );
  });

  test('is found in a workflow that calls a workflow', () => {
    const content = 'jobs:\n  release:\n    uses: team/slipway/.github/workflows/release.yml@v1\n';
    expect(usageProblems('w.yml', content, only)).toEqual([
      'w.yml: job release lacks repository, which release.yml requires.',
    ]);
  });
});
