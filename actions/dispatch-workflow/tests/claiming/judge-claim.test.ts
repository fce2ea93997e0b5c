/** What a claim without a run comes to, to the millisecond. */
import { describe, expect, test } from '@jest/globals';
import type { Claimed, Holder } from '../../src/claiming/claimed.ts';
import { judgeClaim, spanOf } from '../../src/claiming/judge-claim.ts';
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
      'that is known to be dispatched gets it for certain',
      claimed(120_000, true),
      [run(2)],
      { kind: 'recovered', certain: true },
    ],
    ['is left another minute when several fit', claimed(179_999), [run(2), run(3)], { kind: 'wait' }],
    ['is unclear then', claimed(180_000), [run(2), run(3)], { kind: 'several' }],
    [
      'that is known to be dispatched is never taken over',
      claimed(180_000, true),
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
    expect(spanOf(claimed(0, false, [first, second]))).toEqual({
      since: moment,
      until: second.createdAt + 600_000,
    });
  });
});
