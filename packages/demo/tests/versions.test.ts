import { expect, test } from '@jest/globals';
import { versionNamed, versions } from '../src/versions.ts';

test.each([
  ['2', versions.two],
  ['v4', versions.four],
])('%s is a version of the story', (name, version) => {
  expect(versionNamed(name)).toBe(version);
});

test.each(['99', '', 'vv1'])('`%s` is refused with those that there are', (name) => {
  expect(() => versionNamed(name)).toThrow(
    `There is no version ${name} of the example app: there are 1, 2, 3, 4.`,
  );
});
