import { describe, expect, test } from '@jest/globals';
import { readInputs } from '@slipway/action-kit/inputs';
import { inputs, type Inputs } from '../src/inputs.ts';

const usual = {
  token: 'secret',
  scope: 'repository',
  'create-environment': 'false',
  'dry-run': 'false',
};

const read = (more: Readonly<Record<string, string>>): Inputs =>
  readInputs(inputs, (name) => ({ ...usual, ...more })[name] ?? '');

const correct = 'Correct it under `with:` of this step. Nothing was changed.';

test('everything that is wrong is said at once, and the token is not shown', () => {
  const wrong = {
    token: '',
    repository: 'web',
    scope: 'repo',
    visibility: 'public',
    'prune-prefix': 'WEB-',
    'dry-run': 'yes',
  };
  expect(() => read(wrong)).toThrow(
    `6 inputs are wrong: \`scope\` must be one of \`repository\`, \`environment\`, \`organization\`, but was \`repo\`; \`repository\` must be a repository as \`owner/name\`, but was \`web\`; \`visibility\` must be one of \`all\`, \`private\`, \`selected\`, but was \`public\`; \`prune-prefix\` must be what names of variables begin with, such as \`WEB_\`: letters, digits and underscores, but was \`WEB-\`; \`token\` must be a secret, but was not set, or the secret behind it is empty (is it set here, and is this the pull request of a fork, which gets none?); \`dry-run\` must be \`true\` or \`false\`, but was \`yes\`. ${correct}`,
  );
});

describe('terraform-map', () => {
  test('is read, with one output as two variables', () => {
    expect(read({ 'terraform-map': 'cluster = ECS_CLUSTER\n\ncluster=CLUSTER' }).terraformMap).toEqual([
      { output: 'cluster', name: 'ECS_CLUSTER' },
      { output: 'cluster', name: 'CLUSTER' },
    ]);
  });

  test.each([
    ['cluster', 'the line `cluster` is not'],
    ['=A', 'the line `=A` is not'],
    ['a=B=C', 'the line `a=B=C` is not'],
  ])('%j is refused', (text, why) => {
    expect(() => read({ 'terraform-map': text })).toThrow(`(${why}). ${correct}`);
  });
});

test.each([['GITHUB_'], ['1A'], ['A B'], ['github_x']])('the prefix %s can own nothing', (prefix) => {
  expect(() => read({ 'prune-prefix': prefix })).toThrow('`prune-prefix` must be');
});

test.each([['.'], ['..'], ['a\tb'], ['x'.repeat(256)]])('%j names no environment', (environment) => {
  expect(() => read({ environment })).toThrow('`environment` must be the name of an environment');
});
