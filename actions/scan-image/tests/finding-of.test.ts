import { expect, test } from '@jest/globals';
import { findingOf } from '../src/findings/findings.ts';
import { vulnerability } from './world.ts';

test.each([
  [1, 2, 1],
  [2, 1, 1],
  [undefined, 2, 2],
  [1, undefined, 1],
  [undefined, undefined, undefined],
])('seen at %p and published at %p it is known since %p', (firstObservedAt, publishedAt, knownSince) => {
  const found = vulnerability('CVE-1', 'HIGH', { firstObservedAt, publishedAt });
  expect(findingOf(found, '').knownSince).toBe(knownSince);
});

test('texts are on one line, without control characters, and whole', () => {
  const long = 'x'.repeat(2000);
  const found = vulnerability(`CVE-1\n::error::${long}`, 'HIGH', {
    package: `a\u001b[31m${long}`,
    path: `p\t${long}`,
  });
  const { id, package: name, path } = findingOf(found, '');
  expect([id, name, path?.length]).toEqual([`CVE-1 ::error::${long}`, `a${long}`, 2002]);
});
