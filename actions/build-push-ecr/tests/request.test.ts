/** One source, and no input of another one beside it. */
import { describe, expect, test } from '@jest/globals';
import type { Inputs } from '../src/inputs.ts';
import { requestOf } from '../src/request.ts';
import { plainBuild } from './memory-world.ts';

const plain: Inputs = {
  ...plainBuild,
  repository: 'team/web',
  registryId: undefined,
  region: undefined,
  ociLayout: undefined,
  promoteFrom: undefined,
  tags: ['v1'],
  ifTagExists: 'reuse',
  createRepository: false,
  dryRun: false,
};
const digest = `sha256:${'a'.repeat(64)}`;
const promoteFrom = { registry: undefined, repository: 'team/web', digest };

test.each([
  ['nothing else is set', {}, 'build'],
  ['oci-layout is set', { ociLayout: 'image' }, 'oci-layout'],
  ['promote-from is set', { promoteFrom }, 'promotion'],
] as const)('the source, when %s', (_, change, kind) => {
  expect(requestOf({ ...plain, ...change }).source.kind).toBe(kind);
});

describe('what can not stand together is refused in one sentence', () => {
  test.each<[string, Partial<Inputs>, RegExp]>([
    ['two sources', { ociLayout: 'image', promoteFrom }, /`oci-layout` and `promote-from` are two sources/],
    [
      'a stage of a layout',
      { ociLayout: 'image', target: 'web' },
      /`target` is for a build, and `oci-layout` takes an image that is built already/,
    ],
    [
      'what a default does not say',
      { promoteFrom, pull: true, cache: 'gha', provenance: 'false' },
      /^3 inputs are wrong: `pull` is for a build, and `promote-from` takes .*`cache`.*`provenance`/,
    ],
    [
      'a repository for no cache',
      { cacheRepository: 'team/cache' },
      /`cache-repository` is for `cache: registry`, and `cache` is `none`/,
    ],
  ])('%s', (_, change, message) => {
    expect(() => requestOf({ ...plain, ...change })).toThrow(message);
  });
});
