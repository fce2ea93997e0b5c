import { expect, test } from '@jest/globals';
import { inOrder } from '../../src/planning/order.ts';
import type { Change } from '../../src/planning/plan.ts';

const plan: readonly Change[] = [
  { kind: 'updated', name: 'U', value: '2', before: '1' },
  { kind: 'created', name: 'C', value: '' },
  { kind: 'created', name: 'D', value: '' },
  { kind: 'removed', name: 'R', before: '', updatedAt: 0 },
  { kind: 'removed', name: 'S', before: '', updatedAt: 0 },
];
const names = (existing: number, changes = plan): string =>
  inOrder(changes, existing, 10)
    .map(({ name }) => name)
    .join('');

test('what is removed comes last while there is room, and first as far as there is none', () => {
  expect([7, 8, 9, 10].map((existing) => names(existing))).toEqual(['UCDRS', 'UCDRS', 'RUCDS', 'RSUCD']);
});

test('a plan that creates nothing needs no room', () => {
  expect(
    names(
      11,
      plan.filter(({ kind }) => kind !== 'created'),
    ),
  ).toBe('URS');
});
