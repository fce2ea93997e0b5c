import { expect, test } from '@jest/globals';
import { wrongIn, type Said, type SeenRun } from '../src/dispatch/right.ts';
import type { Scenario } from '../src/dispatch/scenarios.ts';

type Right = Scenario['right'];

const own = { id: 1, status: 'completed' };
const other = { id: 2, status: 'completed' };
const all = [own, other, { id: 3, status: 'completed' }];
const green = (runId: string): Said => ({ color: 'green', runId });
const red = (runId: string): Said => ({ color: 'red', runId });
const ends: Right = { color: 'green', runs: 1, lag: true };
const refused: Right = { color: 'red', runs: 0, lag: false };
const unknowable: Right = { color: 'red', runs: 3, lag: false, tells: 'none' };

test.each<[string, Right, Said, readonly SeenRun[], string | undefined]>([
  ['its own run, which ended', ends, green('1'), [own], undefined],
  ['red for a run that succeeded', ends, red('1'), [own], 'false red'],
  ['no run', ends, green(''), [own], 'it does not say which run it is'],
  ['a run too early', ends, green('1'), [{ ...own, status: 'queued' }], 'green before the run had ended'],
  ['two runs', ends, green('1'), [own, other], '2 runs were started and not 1'],
  ['that nothing is started', refused, red(''), [], undefined],
  ['green where nothing is started', refused, green(''), [], 'false green'],
  ['that nobody can know', unknowable, red(''), all, undefined],
  ['green where nobody can know', unknowable, green(''), all, 'false green'],
  ['its own run where nobody can know, even if it is right', unknowable, green('1'), all, 'it guessed'],
  ["another's run, even if it is red", unknowable, red('2'), all, "it tells another's run"],
])('a step that tells %s', (_, right, said, runs, wrong) => {
  expect(wrongIn(right, said, runs)).toBe(wrong);
});
