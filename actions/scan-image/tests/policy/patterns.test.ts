import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { letsIn, namePattern, namePatterns, pathPattern } from '../../src/policy/patterns.ts';
import { whyNot } from '../refusals.ts';

const runs = { seed: 20_261_122, numRuns: 2000 };

describe('one pattern', () => {
  test.each([
    ['openssl', 'openssl', true],
    ['openssl', 'openssl-dev', false],
    ['openssl', 'OpenSSL', false],
    ['openssl*', 'openssl-dev', true],
    ['openssl*', 'libopenssl', false],
    ['*ssl', 'openssl', true],
    ['*', '', true],
    ['a*b*c', 'a--b--c', true],
    ['a*b*c', 'a--c--b', false],
    ['ab*ba', 'aba', false],
    ['a*a', 'a', false],
    ['a**b', 'ab', true],
    ['*aab', 'aaab', true],
    ['usr/*.jar', 'usr/lib/app.jar', true],
    ['a.c', 'abc', false],
    ['a?c', 'abc', false],
    ['[a]', 'a', false],
    ['__proto__', '__proto__', true],
  ])('%s on %s: %s', (text, value, fits) => {
    expect(namePattern.read(text).fits(value)).toBe(fits);
  });

  test.each([
    ['!', 'nothing stands in it'],
    ['!!a', 'one `!` is enough'],
  ])('%s is refused: %s', (text, why) => {
    expect(whyNot(namePattern, text)).toBe(why);
  });

  test('fits what a slow and simple matcher fits', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 8 });
    const value = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(text, value, (wanted, given) => {
        expect(namePattern.read(wanted).fits(given)).toBe(fitsSlowly(wanted, given));
      }),
      runs,
    );
  });

  test('many stars on a long value end at once', () => {
    const { fits } = namePattern.read(`${'*a'.repeat(500)}b`);
    expect(fits('a'.repeat(1_000_000))).toBe(false);
  });
});

/** Tries everything. */
function fitsSlowly(wanted: string, given: string): boolean {
  if (wanted === '') return given === '';
  if (wanted.startsWith('*'))
    return fitsSlowly(wanted.slice(1), given) || (given !== '' && fitsSlowly(wanted, given.slice(1)));
  return wanted.startsWith(given.charAt(0)) && given !== '' && fitsSlowly(wanted.slice(1), given.slice(1));
}

describe('a pattern of paths', () => {
  test.each([
    ['/app/*', 'app/package.json', true],
    ['app/*', '/app/package.json', true],
    ['//app/*', 'app/package.json', true],
    ['!/app/*', 'app/package.json', true],
    ['/*', 'app/package.json', true],
    ['app', 'app/package.json', false],
    ['/app', 'opt/app', false],
  ])('%s on %s: %s, with and without a slash in front', (text, path, fits) => {
    expect(pathPattern.read(text).fits(path)).toBe(fits);
  });

  test.each(['/', '!/', '! //'])('%s is refused', (text) => {
    expect(whyNot(pathPattern, text)).toBe('nothing stands in it');
  });
});

describe('a list of patterns', () => {
  test.each<[string, string | undefined, boolean]>([
    ['a*', 'ab', true],
    ['a*', 'b', false],
    ['a*\n!ab', 'ab', false],
    ['!ab\na*', 'ab', false],
    ['!ab', 'b', true],
    ['!ab', 'ab', false],
    ['a\nb', 'b', true],
    // A package of the operating system has no path.
    ['app/*', undefined, false],
    ['*', undefined, false],
    ['!app/*', undefined, true],
    ['!*', undefined, true],
  ])('%j on %s: %s', (text, value, isIn) => {
    expect(letsIn(namePatterns.read(text), value)).toBe(isIn);
  });

  test('an empty one lets everything in', () => {
    expect([letsIn([], 'a'), letsIn([], undefined)]).toEqual([true, true]);
  });

  test.each([
    ['a\n\n!\n', 'the line `!` is not: nothing stands in it'],
    ['a\nb\na', '`a` is given twice'],
  ])('%j is refused: %s', (text, why) => {
    expect(whyNot(namePatterns, text)).toBe(why);
  });
});
