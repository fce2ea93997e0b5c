/** What is far too much is told in few words, and nothing is made of it besides. */
import { describe, expect, test } from '@jest/globals';
import { nearest } from '@slipway/action-kit/nearest';
import type { JsonObject } from '@slipway/documents/value';
import { broken, image, mistakes } from './broken.ts';

describe('what is far too much', () => {
  const names = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `c${String(index)}`);
  const ring = (count: number): JsonObject => ({
    containerDefinitions: names(count).map((name, index) => ({
      name,
      image,
      dependsOn: [{ containerName: `c${String((index + 1) % count)}`, condition: 'START' }],
    })),
  });

  test('is told as too large, beside what the schema tells, and by no other rule', () => {
    const large = { containerDefinitions: [{ name: 'web', image, command: ['x'.repeat(65_536)], user: 0 }] };
    expect(broken({ ...large, cpu: 'half' })).toEqual(['too-large', 'wrong-type']);
    expect(broken({ ...ring(1000), cpu: 'half' })).toEqual(['too-large']);
  });

  test('is listed up to the twelfth', () => {
    const found = mistakes(ring(40));
    const told = found.filter(({ rule }) => rule === 'dependency-cycle').map(({ complaint }) => complaint);
    const first = names(12).map((name) => `\`${name}\``);
    expect(told).toEqual([`the containers ${first.join(', ')} and 28 more wait for each other in a ring`]);
  });

  test('is counted where a name is none of many', () => {
    const containers = [...names(40), 'xxxxxxxx'].map((name) => ({ name, image, links: ['yyyyyyyy'] }));
    const found = mistakes({ containerDefinitions: containers });
    const told = found.filter(({ rule }) => rule === 'unknown-link').map(({ complaint }) => complaint);
    expect(told).toHaveLength(41);
    expect(told.at(-1)).toMatch(/; there is `c0`, .*, `c11` and 28 more$/);
  });

  test.each([
    [19, '; did you mean `database`?'],
    [20, ' and 9 more'],
  ])('is compared up to the twentieth: behind %i others', (before, end) => {
    const all = [...names(before), 'database', ...names(20 - before).map((name) => `x${name}`)];
    const containers = ['web', ...all].map((name) => ({
      name,
      image,
      links: name === 'web' ? ['databse'] : [],
    }));
    const found = mistakes({ containerDefinitions: containers });
    const [told = ''] = found.filter(({ rule }) => rule === 'unknown-link').map(({ complaint }) => complaint);
    expect(told.slice(-end.length)).toBe(end);
  });

  test('is no name that somebody mistyped', () => {
    expect(nearest('x'.repeat(64), ['x'.repeat(63)])).toBe('x'.repeat(63));
    expect(nearest('x'.repeat(65), ['x'.repeat(64)])).toBeUndefined();
  });
});
