import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../src/planning/plan.ts';
import { noRoom, type Room } from '../../src/planning/room.ts';
import type { Variable } from '../../src/ports.ts';

const there = (count: number, size = 0): readonly Variable[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `V${String(index)}`,
    value: 'x'.repeat(size),
    updatedAt: 0,
    visibility: undefined,
  }));

const room = (plan: readonly Change[], existing: readonly Variable[], more: Partial<Room> = {}): string =>
  noRoom(plan, existing, { scope: 'repository', isEnterpriseServer: false, ...more })?.why ?? 'room';

const created = (size = 0): Change => ({ kind: 'created', name: 'NEW', value: 'x'.repeat(size) });
const removed = (size = 0): Change => ({
  kind: 'removed',
  name: 'V0',
  before: 'x'.repeat(size),
  updatedAt: 0,
});
const updated = (from: number, to: number): Change => ({
  kind: 'updated',
  name: 'V0',
  value: 'x'.repeat(to),
  before: 'x'.repeat(from),
});

describe('how many there may be', () => {
  test.each([
    ['repository', 500],
    ['environment', 100],
    ['organization', 1000],
  ] as const)('in a scope of %s', (scope, most) => {
    expect(room([created()], there(most - 1), { scope })).toBe('room');
    expect(room([created()], there(most), { scope })).toBe(
      `there would be ${String(most + 1)} variables in this ${scope}, and GitHub keeps ${String(most)}`,
    );
    expect(room([created(), removed()], there(most), { scope })).toBe('room');
  });

  test('holds nobody back who makes none', () => {
    expect(room([updated(0, 1)], there(501))).toBe('room');
  });
});

describe('how large all may be together', () => {
  const kilobyte = 1024;
  const full = there(8, 32 * kilobyte);
  const tooMuch =
    'all values of this repository would have 257 KB, and a run gets 256 KB: GitHub leaves out the others without a word';

  test.each<[string, readonly Change[], string]>([
    ['one more', [created(1)], tooMuch],
    ['a larger one', [updated(32 * kilobyte, 32 * kilobyte + 1)], tooMuch],
    ['one for another', [created(1), removed(32 * kilobyte)], 'room'],
    ['a smaller one', [updated(32 * kilobyte, 1)], 'room'],
    [
      'what is as it should be',
      [{ kind: 'unchanged', name: 'V0', value: 'x'.repeat(32 * kilobyte) }],
      'room',
    ],
  ])('%s', (_, plan, why) => {
    expect(room(plan, full)).toBe(why);
  });

  test('holds nobody back who makes it less, though it is too much already', () => {
    expect(room([updated(32 * kilobyte, 1)], there(20, 32 * kilobyte))).toBe('room');
  });

  test('is more on a server of its own, and no matter in an environment', () => {
    expect(room([created(1)], full, { isEnterpriseServer: true })).toBe('room');
    expect(room([created(1)], full, { scope: 'environment' })).toBe('room');
  });

  test('is not known of an organization, whose variables not every repository sees', () => {
    expect(room([created(1)], full, { scope: 'organization' })).toBe('room');
  });
});
