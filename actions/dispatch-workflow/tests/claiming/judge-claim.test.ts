/** What a claim without a run comes to, to the millisecond. */
import { describe, expect, test } from '@jest/globals';
import type { Claimed, Holder } from '../../src/claiming/claimed.ts';
import { judgeClaim, spansOf } from '../../src/claiming/judge-claim.ts';
import type { ListedRun } from '../../src/finding/ports.ts';

const moment = Date.UTC(2026, 10, 21);
const first: Holder = { claim: '0123456789abcdef', ref: 'main', marking: 'sent', by: '', createdAt: moment };
/** Took over two minutes later. */
const second: Holder = { ...first, claim: 'fedcba9876543210', createdAt: moment + 125_000 };

/** @param age of the last holder, in milliseconds. */
function claimed(age: number, started = false, holders: Claimed['holders'] = [first]): Claimed {
  const last = holders.at(-1) ?? first;
  const value = { ...first, kind: 'workflow' as const, target: 'deploy.yml', started, run: undefined };
  return { value, holders, last, now: last.createdAt + age };
}

const run = (id: number, title = 'Deploy'): ListedRun => ({
  id,
  url: '',
  title,
  branch: 'main',
  createdAt: moment + 1000,
});
const marked = run(1, 'Deploy slipway-0123456789abcdef');
const judged = (state: Claimed, runs: readonly ListedRun[], isWhole = true): unknown =>
  judgeClaim(state, { runs, now: state.now, isWhole });

describe('a claim', () => {
  test.each<[string, Claimed, readonly ListedRun[], object]>([
    ['is left alone for two minutes', claimed(119_999), [], { kind: 'wait' }],
    ['is left alone even when its run is seen', claimed(119_999), [marked], { kind: 'wait' }],
    ['is taken over then, when nothing was dispatched', claimed(120_000), [], { kind: 'take-over' }],
    [
      'gets the run that shows its marker',
      claimed(120_000),
      [marked, run(2)],
      { kind: 'recovered', run: marked, certain: true },
    ],
    [
      'gets the only one that fits as a guess',
      claimed(120_000),
      [run(2)],
      { kind: 'recovered', certain: false },
    ],
    [
      'that is known to be dispatched gets it as a guess all the same',
      claimed(120_000, true),
      [run(2)],
      { kind: 'recovered', certain: false },
    ],
    ['is left another minute when several fit', claimed(179_999), [run(2), run(3)], { kind: 'wait' }],
    ['is unclear then', claimed(180_000), [run(2), run(3)], { kind: 'several' }],
    [
      'that is known to be dispatched is never taken over',
      claimed(270_000, true),
      [],
      { kind: 'started-somewhere' },
    ],
    [
      'that was taken over is left alone for two minutes more',
      claimed(119_999, false, [first, second]),
      [],
      { kind: 'wait' },
    ],
    [
      'that was taken over may be so again',
      claimed(120_000, false, [first, second]),
      [],
      { kind: 'take-over' },
    ],
    [
      'may have been dispatched by the first of two',
      claimed(120_000, false, [first, second]),
      [marked],
      { kind: 'recovered', certain: true },
    ],
  ])('%s', (_, state, runs, expected) => {
    expect(judged(state, runs)).toMatchObject(expected);
  });

  test('is not taken over while GitHub shows a part of the runs', () => {
    expect(judged(claimed(179_999), [], false)).toEqual({ kind: 'wait' });
    expect(judged(claimed(180_000), [], false)).toEqual({ kind: 'unseen' });
  });

  test('has its runs from its making to ten minutes after the last take-over', () => {
    expect(spansOf(claimed(0, false, [first, second]))).toEqual([
      { since: moment, until: second.createdAt + 600_000 },
    ]);
  });

  test('that was taken over months later has two times in which its runs were created', () => {
    const since = moment + 60 * 86_400_000;
    expect(spansOf(claimed(0, false, [first, { ...second, createdAt: since }]))).toEqual([
      { since: moment, until: moment + 600_000 },
      { since, until: since + 600_000 },
    ]);
  });
});

describe('a claim that is known to be dispatched', () => {
  const later = (seconds: number): ListedRun => ({ ...run(2), createdAt: moment + seconds * 1000 });

  test.each<[string, number, readonly ListedRun[], object]>([
    ['is left to who looks for its run', 269_999, [], { kind: 'wait' }],
    ['is done without it then', 270_000, [], { kind: 'started-somewhere' }],
    ['may have a run of its first two minutes', 270_000, [later(117)], { kind: 'recovered', certain: false }],
    ['has none that was created later', 270_000, [later(118)], { kind: 'started-somewhere' }],
  ])('%s', (_, age, runs, expected) => {
    expect(judged(claimed(age, true), runs)).toMatchObject(expected);
  });
});

describe('a claim of an event, whose list holds those of all others', () => {
  const event = (age: number, started: boolean): Claimed => {
    const { value, ...rest } = claimed(age, started);
    return { ...rest, value: { ...value, kind: 'event' } };
  };

  test.each<[string, Claimed, readonly ListedRun[], object]>([
    [
      'gets the run that shows its marker',
      event(120_000, true),
      [marked],
      { kind: 'recovered', certain: true },
    ],
    [
      'gets no other, though it is the only one',
      event(270_000, true),
      [run(2)],
      { kind: 'started-somewhere' },
    ],
    ['is not taken over beside another', event(179_999, false), [run(2)], { kind: 'wait' }],
    ['is unclear beside another', event(180_000, false), [run(2)], { kind: 'several', runs: [run(2)] }],
    ['is taken over when there is none', event(120_000, false), [], { kind: 'take-over' }],
  ])('%s', (_, state, runs, expected) => {
    expect(judged(state, runs)).toMatchObject(expected);
  });
});
