import { expect, test } from '@jest/globals';
import { joinedLicences } from '../src/licences.ts';

const core = '@smithy/core\nApache-2.0\nApache License\n\n1. Definitions.\n';
const bowser = 'bowser\nMIT\nMIT License\n\nCopyright\n';
const tslib = 'tslib\n0BSD\nCopyright\n';

test('a package of several chunks is told once, and none is lost', () => {
  expect(joinedLicences([`${core}\n${bowser}\n`, `${core}\n${tslib}`])).toBe(`${core}\n${bowser}\n${tslib}`);
});

test('two packages with the same licence text stay two', () => {
  const other = core.replace('core', 'types');
  expect(joinedLicences([core, other])).toBe(`${core}\n${other}`);
});

test('a licence that is not recognized stays within the part before it', () => {
  expect(joinedLicences([`${core}\nodd\nOwn-1.0\nDo as you like.\n`])).toContain(
    'odd\nOwn-1.0\nDo as you like.',
  );
});
