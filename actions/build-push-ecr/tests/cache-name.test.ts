/** Which builds share a cache, and which keep one each. */
import { describe, expect, test } from '@jest/globals';
import { cacheName, cacheTag } from '../src/cache-name.ts';

const facts = { context: '.', file: undefined, target: 'web', platforms: ['linux/amd64', 'linux/arm64'] };
const place = { job: { workspace: '/work/app', temporary: '/tmp' }, variable: () => 'X64' };
const git = 'https://github.com/acme/web.git';

const nameOf = (change: Partial<Parameters<typeof cacheName>[0]>): string =>
  cacheName({ ...facts, ...change }, place);

test('the name begins with the target', () => {
  expect(nameOf({})).toMatch(/^web-[0-9a-f]{8}$/);
  expect(nameOf({ target: undefined })).toMatch(/^default-[0-9a-f]{8}$/);
  expect(cacheTag(nameOf({ target: 'x'.repeat(200) })).length).toBeLessThanOrEqual(128);
});

describe('a cache of its own have', () => {
  test.each([
    ['other platforms', { platforms: ['linux/arm64'] }],
    ['another Dockerfile', { file: 'deploy/Dockerfile' }],
    ['another context', { context: 'api' }],
    ['another target', { target: 'api' }],
  ])('%s', (_, change) => {
    expect(nameOf(change)).not.toBe(nameOf({}));
  });

  test('another folder of a repository elsewhere', () => {
    expect(nameOf({ context: `${git}#main:api` })).not.toBe(nameOf({ context: `${git}#main:web` }));
  });

  test('runners of other processors, where no platform is named', () => {
    const on = (arch: string): string =>
      cacheName({ ...facts, platforms: [] }, { ...place, variable: () => arch });
    expect(on('ARM64')).not.toBe(on('X64'));
  });
});

describe('one cache have', () => {
  test.each([
    ['the same platforms in another order', { platforms: ['linux/arm64', 'linux/amd64'] }, {}],
    ['the same folder in other words', { context: '/work/app' }, {}],
    ['two revisions', { context: `${git}#0123abc` }, { context: `${git}#v2` }],
    ['two logins', { context: 'https://x:one@h.test/x.git' }, { context: 'https://x:two@h.test/x.git' }],
    [
      'two addresses of one archive',
      { context: 'https://h.test/x.tgz?s=1' },
      { context: 'https://h.test/x.tgz?s=2' },
    ],
  ])('%s', (_, one, other) => {
    expect(nameOf(one)).toBe(nameOf(other));
  });
});
