/** The rules that say which run a dispatch may have started. */
import { describe, expect, test } from '@jest/globals';
import { markerOf, newId, showsMarker } from '../../src/finding/marker.ts';
import type { ListedRun } from '../../src/finding/ports.ts';
import { whichRun, type Trace } from '../../src/finding/which-run.ts';

const moment = Date.UTC(2026, 10, 21);
const marker = 'slipway-0123456789abcdef';
const shown: Trace = { marker, marking: 'shown', ref: 'main', after: 100, since: moment };
const sent: Trace = { ...shown, marking: 'sent' };
const unmarked: Trace = { ...shown, marking: 'none' };

function run(id: number, changes: Partial<ListedRun> = {}): ListedRun {
  return {
    id,
    url: `https://github.com/o/r/actions/runs/${id}`,
    title: 'Deploy',
    branch: 'main',
    createdAt: moment,
    ...changes,
  };
}
const marked = run(101, { title: `Deploy ${marker} to production` });
const foreign = run(102, { title: 'Deploy slipway-fedcba9876543210' });

describe('a run', () => {
  test.each<[string, Trace, readonly ListedRun[], object]>([
    [
      'whose title shows the marker is the one',
      shown,
      [foreign, marked, run(103)],
      { kind: 'certain', run: marked },
    ],
    [
      'that shows it is the one on any branch',
      sent,
      [run(99, { title: marker, branch: 'x' })],
      { kind: 'certain' },
    ],
    ['without the marker is none where titles show it', shown, [foreign, run(103)], { kind: 'none' }],
    ['without it may be the one where nobody knows', sent, [run(103)], { kind: 'only' }],
    [
      'that shows the marker is told from those without',
      sent,
      [run(103), marked],
      { kind: 'certain', run: marked },
    ],
    [
      'whose title happens to show a marker is one of many',
      unmarked,
      [marked, run(103)],
      { kind: 'several' },
    ],
    ['that is the only one may be it', unmarked, [run(103)], { kind: 'only' }],
    ['that was there before is none', unmarked, [run(100), run(99)], { kind: 'none' }],
    ['that was created before is none', unmarked, [run(103, { createdAt: moment - 3000 })], { kind: 'none' }],
    [
      'that seems a second older may be it',
      unmarked,
      [run(103, { createdAt: moment - 1000 })],
      { kind: 'only' },
    ],
    ['of another branch is none', unmarked, [run(103, { branch: 'next' })], { kind: 'none' }],
    ['whose branch GitHub does not say may be it', unmarked, [run(103, { branch: '' })], { kind: 'only' }],
    [
      'of an event may be on any branch',
      { ...unmarked, ref: undefined },
      [run(103, { branch: 'next' })],
      { kind: 'only' },
    ],
    [
      'that came too late is none',
      { ...unmarked, until: moment },
      [run(103, { createdAt: moment + 5000 })],
      { kind: 'none' },
    ],
    ['that two show is neither', shown, [marked, run(104, { title: marker })], { kind: 'several' }],
  ])('%s', (_, trace, runs, expected) => {
    expect(whichRun({ runs, now: moment, isWhole: true }, [trace])).toMatchObject(expected);
  });

  test('may be of any of several dispatches', () => {
    const other = { ...unmarked, ref: 'next' };
    const runs = [run(103, { branch: 'next' })];
    expect(whichRun({ runs, now: moment, isWhole: true }, [unmarked, other])).toMatchObject({ kind: 'only' });
  });

  test.each<[string, Trace, readonly ListedRun[], string]>([
    ['is the one all the same when it shows the marker', shown, [marked], 'certain'],
    ['is one of several all the same', unmarked, [run(103), run(104)], 'several'],
    ['is not known to be the only one', unmarked, [run(103)], 'unseen'],
    ['is not known to be missing', shown, [], 'unseen'],
  ])('of a list that GitHub cut off %s', (_, trace, runs, kind) => {
    expect(whichRun({ runs, now: moment, isWhole: false }, [trace]).kind).toBe(kind);
  });
});

describe('a marker', () => {
  test('is made of sixteen hexadecimal digits', () => {
    let thrown = 0;
    expect(markerOf(newId({ next: () => (thrown += 1) / 17 }))).toBe('slipway-0123456789abcdef');
  });

  test.each([
    [`Deploy ${marker}`, true],
    [`(${marker})`, true],
    [`${marker}-staging`, true],
    [`${marker}0`, false],
    [`${marker}0 ${marker}`, true],
    ['Deploy', false],
  ])('in the title %s: %s', (title, expected) => {
    expect(showsMarker(title, marker)).toBe(expected);
  });
});
