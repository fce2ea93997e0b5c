import { describe, expect, test } from '@jest/globals';
import { readInputs } from '@slipway/action-kit/inputs';
import { inputs, type Inputs } from '../src/inputs.ts';

const given: Readonly<Record<string, string>> = {
  repository: 'team/web',
  'oci-layout': 'image:v1',
  tags: '{sha}\n\n latest ',
  'if-tag-exists': 'reuse',
  'no-cache': 'false',
  pull: 'false',
  cache: 'none',
  provenance: 'auto',
  sbom: 'false',
  'create-repository': 'false',
  'dry-run': 'false',
};

const read = (change: Readonly<Record<string, string>> = {}): Inputs =>
  readInputs(inputs, (name) => ({ ...given, ...change })[name] ?? '');

test('the inputs are read into what they mean', () => {
  expect(read()).toMatchObject({
    repository: 'team/web',
    registryId: undefined,
    region: undefined,
    ociLayout: 'image:v1',
    tags: ['{sha}', 'latest'],
    ifTagExists: 'reuse',
    dryRun: false,
  });
});

describe('an input is refused in one sentence', () => {
  const correct = 'Correct it under `with:` of this step. Nothing was changed.';
  test.each([
    [
      'a registry in front of the repository',
      { repository: '1.dkr.ecr.eu-west-1.amazonaws.com/web:v1' },
      '`repository` must be the name of an ECR repository such as `team/web` (lower case, without a registry in front and without a tag), but was `1.dkr.ecr.eu-west-1.amazonaws.com/web:v1`',
    ],
    [
      'a promotion by tag',
      { 'promote-from': 'team/web:v1' },
      '`promote-from` must be an image by its digest, `repository@sha256:…` or `registry/repository@sha256:…`, but was `team/web:v1` (the tag `v1` is too much: the digest alone says which image)',
    ],
    [
      'a promotion of nothing certain',
      { 'promote-from': 'team/web' },
      '`promote-from` must be an image by its digest, `repository@sha256:…` or `registry/repository@sha256:…`, but was `team/web` (it names no digest)',
    ],
    [
      'an account id that lost its zero',
      { 'registry-id': '12345678901' },
      '`registry-id` must be an account id of twelve digits, in quotes so that YAML keeps a leading zero, but was `12345678901`',
    ],
    [
      'another word for if-tag-exists',
      { 'if-tag-exists': 'skip' },
      '`if-tag-exists` must be one of `reuse`, `fail`, `overwrite`, but was `skip`',
    ],
  ])('%s', (_, change, sentence) => {
    expect(() => read(change)).toThrow(`An input is wrong: ${sentence}. ${correct}`);
  });
});
