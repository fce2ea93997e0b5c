import { expect, test } from '@jest/globals';
import { planOf, type Wanted } from '../../src/planning/plan.ts';
import type { Variable } from '../../src/ports.ts';
import { askedFor } from '../wishes.ts';

const existing = (values: Readonly<Record<string, string>>): readonly Variable[] =>
  Object.entries(values).map(([name, value]) => ({ name, value, updatedAt: 7, visibility: undefined }));

const planFor = (
  values: Readonly<Record<string, string>>,
  there: Readonly<Record<string, string>>,
  more: Partial<Wanted> = {},
): readonly string[] => {
  const { variables } = askedFor(values);
  const wanted = { variables, prunePrefix: undefined, accessChanges: new Map(), ...more };
  return planOf(wanted, existing(there)).map(({ kind, name }) => `${kind} ${name}`);
};

test('what was asked for comes in its order, and what is removed by name', () => {
  const there = { WEB_Z: '', WEB_Y: '', C: '1', OTHER: '' };
  expect(planFor({ WEB_B: '1', WEB_A: '1', C: '1' }, there, { prunePrefix: 'web_' })).toEqual([
    'created WEB_B',
    'created WEB_A',
    'unchanged C',
    'removed WEB_Y',
    'removed WEB_Z',
  ]);
});

test('nothing is removed without a prefix', () => {
  expect(planFor({ A: '1' }, { B: '1' })).toEqual(['created A']);
});

test('what dispatch-workflow remembers by is never removed', () => {
  const there = { SLIPWAY_ONCE_FIRST: '{}', SLIPWAY_TAKEOVER_2_FIRST: '{}', SLIPWAY_OLD: '' };
  expect(planFor({ SLIPWAY_A: '' }, there, { prunePrefix: 'S' })).toEqual([
    'created SLIPWAY_A',
    'removed SLIPWAY_OLD',
  ]);
});

test('white space is part of a value', () => {
  expect(planFor({ A: 'x ' }, { A: 'x' })).toEqual(['updated A']);
});

test('one that others shall see is updated, whatever its value', () => {
  const accessChanges = new Map([['A', { from: 'all repositories', to: 'private repositories' }]]);
  expect(planFor({ A: '1', B: '1' }, { A: '1', B: '1' }, { accessChanges })).toEqual([
    'updated A',
    'unchanged B',
  ]);
});
