/** The list of what is otherwise in a local run has what a workflow uses, with its place, and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { differences } from '../../src/checking/differences.ts';
import { notShown, notShownInShort } from '../../src/checking/not-shown.ts';
import type { WorkflowFile } from '../../src/checking/workflow-files.ts';
import { root } from '../caller.ts';

const file = (text: string, path = '.github/workflows/ship.yml', repository = 'team/web'): WorkflowFile => ({
  ...{ repository, path, text },
});
const ours = (name: string): WorkflowFile =>
  file(
    readFileSync(join(root, '.github/workflows', name), 'utf8'),
    `.github/workflows/${name}`,
    'slipway-actions/slipway',
  );

test('a workflow that uses nothing of it differs in its machine alone', () => {
  const plain = file('on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ run: "true" }]\n');
  expect(differences([plain])).toHaveLength(1);
});

describe('what is asked for is named with its place', () => {
  const job = (keys: string): string =>
    `on: push\njobs:\n  a:\n    ${keys}\n    runs-on: ubuntu-latest\n    steps: [{ run: "true" }]\n`;
  test.each([
    ['concurrency', job('concurrency: x'), 'ship.yml (a): `concurrency` is not kept'],
    ['of the workflow', `concurrency: x\n${job('name: b')}`, 'ship.yml: `concurrency` is not kept'],
    ['a limit', job('timeout-minutes: 5'), 'ship.yml (a): `timeout-minutes` of a job'],
    ['continue-on-error', job('continue-on-error: true'), 'ship.yml (a): `continue-on-error`'],
    ['services', job('services: { a: { image: b } }'), 'ship.yml (a): `services`'],
    [
      'another machine',
      job('x: y').replace('ubuntu-latest', 'windows-latest'),
      'ship.yml (a): runs on this machine',
    ],
    [
      'filters',
      job('x: y').replace('on: push', 'on: { push: { paths: [a] } }'),
      'ship.yml: filters of paths',
    ],
  ])('%s', (_, text, expected) => {
    expect(notShown([file(text)])).toEqual([expect.stringContaining(expected)]);
  });

  test('no record of a deployment is missing where none is asked for', () => {
    const recorded = /deployment record/;
    expect(notShown([file(job('environment: p'))]).join('\n')).toMatch(recorded);
    expect(notShown([file(job('environment: { name: p, deployment: false }'))]).join('\n')).not.toMatch(
      recorded,
    );
  });
});

test('of release.yml: rewritten lines, stand-ins, and what two levels of calls lose', () => {
  const caller = file(
    'on: push\njobs:\n  a:\n    uses: slipway-actions/slipway/.github/workflows/release.yml@v1\n',
  );
  const told = differences([caller, ours('release.yml'), ours('deploy.yml')]).join('\n');
  expect(told).toMatch(/In a copy, `\$\/…`.*release\.yml lines \d+, .*deploy\.yml lines \d+/);
  expect(told).toContain('whatever ref is named (v1)');
  expect(told).toMatch(/stand-ins take the place of .*aws-actions\/configure-aws-credentials/);
  expect(told).toContain('ship.yml (a): an output that comes from a workflow further down is empty');
});

test('a checkout of something else is the real one, which asks GitHub', () => {
  const checkout = (inputs: string) =>
    file(
      `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ uses: actions/checkout@v7${inputs} }]\n`,
    );
  const sentence = 'actions/checkout is the real one, which act fetches from GitHub';
  for (const inputs of ['repository: team/other', 'ref: main'])
    expect(notShown([checkout(`, with: { ${inputs} }`)])).toEqual([
      expect.stringContaining(`ship.yml (a): with \`repository\` or \`ref\` ${sentence}`),
    ]);
  expect(notShown([checkout(', with: { path: x }')])).toEqual([]);
});

test('in short, what a run may end otherwise for is told, and nothing else', () => {
  const keys = 'environment: p\n    concurrency: x\n    permissions: {}\n    timeout-minutes: 5';
  const text = `on: push\njobs:\n  a:\n    ${keys}\n    runs-on: ubuntu-latest\n    steps: [{ run: 'true' }]\n`;
  expect(notShownInShort([file(text)]).map((sentence) => sentence.split(' ').slice(0, 2).join(' '))).toEqual([
    ...['`concurrency` is', 'Reviewers, wait', '`permissions` do'],
  ]);
});
