/** Images that exist for the platform of the task, and how Docker writes one. */
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@slipway/documents/value';
import { broken, digest, image } from './broken.ts';

describe('the platforms of an image', () => {
  const arm: JsonObject = { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } };
  test.each<[string, JsonObject, readonly string[] | undefined, readonly string[]]>([
    ['Linux on x86-64, when nothing is said', {}, ['linux/amd64'], []],
    ['ARM64', arm, ['linux/amd64', 'linux/arm64'], []],
    ['ARM64 by its other name', arm, ['linux/arm64/v8'], []],
    ['a variant of x86-64', {}, ['linux/amd64/v2'], []],
    ['the variant of another architecture', {}, ['linux/arm64/v8'], ['image-not-for-platform']],
    ['one that only begins alike', arm, ['linux/arm64be'], ['image-not-for-platform']],
    [
      'of a task that says it wrong',
      { runtimePlatform: { cpuArchitecture: 'arm64' } },
      ['linux/arm64'],
      ['unknown-value'],
    ],
    ['another one', arm, ['linux/amd64'], ['image-not-for-platform']],
    ['not known', arm, undefined, []],
    ['not told by the registry', arm, [], []],
  ])('%s', (_, task, platforms, rules) => {
    const known = platforms === undefined ? {} : { platforms: new Map([[image, platforms]]) };
    expect(broken(task, {}, known)).toEqual(rules);
  });
});

describe('images that Docker could pull', () => {
  test.each([
    'nginx',
    'library/nginx:1.27',
    'localhost:5000/web',
    '127.0.0.1:5000/team/web:v1@' + digest,
    'public.ecr.aws/docker/library/redis:7.4-alpine',
    'Registry.Example:443/web:Feature_1',
    'registry.example/a__b/c-d.e:latest',
  ])('%s', (each) => {
    expect(broken({}, { image: each })).toEqual([]);
  });

  test.each([
    'web:',
    'Web',
    'web:-x',
    'web@sha256:abc',
    'web@md5:' + 'a'.repeat(64),
    '/web',
    'a//b',
    'web:a:b',
  ])('%s is none', (each) => {
    expect(broken({}, { image: each })).toEqual(['image-reference']);
  });
});
