/** How an alarm judges its periods: the tables of CloudWatch's User Guide, row by row, and the words for it. */
import { describe, expect, test } from '@jest/globals';
import { evaluate, type Condition, type Look, type MissingData } from '../src/cloudwatch/evaluation.ts';
import { reasonOf, type ReasonCondition } from '../src/cloudwatch/reasons.ts';

const start = Date.UTC(2026, 0, 1, 10);

const condition = (changes: Partial<Condition> = {}): Condition => ({
  threshold: 5,
  comparison: 'GreaterThanThreshold',
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  missingData: 'missing',
  ...changes,
});

/** `0` is a good period, `X` a breaching one, `-` one without data; the newest is last. */
const looksOf = (pattern: string): Look[] =>
  pattern.split(' ').map((sign, at) => ({
    at: start + at * 60_000,
    value: sign === '-' ? undefined : sign === 'X' ? 9 : 1,
  }));

const treatments: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

const statesOf = (pattern: string, datapointsToAlarm: number): string[] =>
  treatments.map((missingData) => {
    const judged = evaluate(condition({ datapointsToAlarm, missingData }), looksOf(pattern));
    return judged?.state ?? 'as before';
  });

describe('missing data as missing, ignore, breaching, notBreaching:', () => {
  test.each([
    ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
    ['- - - - 0', ['OK', 'OK', 'OK', 'OK']],
    ['- - - - -', ['INSUFFICIENT_DATA', 'as before', 'ALARM', 'OK']],
    ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['- - X - -', ['ALARM', 'as before', 'ALARM', 'OK']],
    ['- - - - X', ['as before', 'as before', 'ALARM', 'OK']],
  ])('3 of 3 periods, %s', (pattern, states) => {
    expect(statesOf(pattern, 3)).toEqual(states);
  });

  test.each([
    ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - X -', ['ALARM', 'as before', 'ALARM', 'OK']],
  ])('2 of 3 periods, %s', (pattern, states) => {
    expect(statesOf(pattern, 2)).toEqual(states);
  });
});

test.each([
  ['GreaterThanThreshold', 'OK', 'ALARM'],
  ['GreaterThanOrEqualToThreshold', 'ALARM', 'ALARM'],
  ['LessThanThreshold', 'OK', 'OK'],
  ['LessThanOrEqualToThreshold', 'ALARM', 'OK'],
] as const)('%s: at the threshold %s, above it %s', (comparison, at, above) => {
  const one = condition({ comparison, evaluationPeriods: 1, datapointsToAlarm: 1 });
  expect(evaluate(one, [{ at: start, value: 5 }])?.state).toBe(at);
  expect(evaluate(one, [{ at: start, value: 6 }])?.state).toBe(above);
});

describe('the reason is worded as CloudWatch does it', () => {
  const reason = (pattern: string, changes: Partial<ReasonCondition> = {}): string => {
    const asked = { ...condition(), countsDatapoints: false, ...changes };
    const judged = evaluate(asked, looksOf(pattern));
    return judged === undefined ? 'as before' : reasonOf(asked, judged);
  };
  const one = { evaluationPeriods: 1, datapointsToAlarm: 1 };

  test.each<[string, string, Partial<ReasonCondition>, string]>([
    [
      'one datapoint',
      '- - X',
      one,
      'Threshold Crossed: 1 datapoint [9.0 (01/01/26 10:02:00)] was greater than the threshold (5.0).',
    ],
    [
      'one datapoint, well',
      '- - 0',
      one,
      'Threshold Crossed: 1 datapoint [1.0 (01/01/26 10:02:00)] was not greater than the threshold (5.0).',
    ],
    [
      'several datapoints',
      '- - X X X',
      { threshold: 2.5, comparison: 'GreaterThanOrEqualToThreshold' },
      'Threshold Crossed: 3 datapoints [9.0 (01/01/26 10:04:00), 9.0 (01/01/26 10:03:00), 9.0 (01/01/26 10:02:00)] were greater than or equal to the threshold (2.5).',
    ],
    [
      'M out of N datapoints',
      '- - X 0 X',
      { datapointsToAlarm: 2, countsDatapoints: true },
      'Threshold Crossed: 2 out of the last 3 datapoints [9.0 (01/01/26 10:04:00), 9.0 (01/01/26 10:02:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).',
    ],
    [
      'M out of N datapoints, well',
      '- - X 0 0',
      { datapointsToAlarm: 2, countsDatapoints: true },
      'Threshold Crossed: 2 out of the last 3 datapoints [1.0 (01/01/26 10:04:00), 1.0 (01/01/26 10:03:00)] were not greater than the threshold (5.0) (minimum 2 datapoints for ALARM -> OK transition).',
    ],
    ['no data', '- - - - -', {}, 'Insufficient Data: 3 datapoints were unknown.'],
    [
      'no data that counts as bad',
      '- - - - -',
      { missingData: 'breaching' },
      'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
    ],
    [
      'gaps that count as good',
      '- - - - 0',
      { missingData: 'notBreaching' },
      'Threshold Crossed: 1 datapoint [1.0 (01/01/26 10:04:00)] was not greater than the threshold (5.0) and 2 missing datapoints were treated as [NonBreaching].',
    ],
  ])('%s', (_name, pattern, changes, words) => {
    expect(reason(pattern, changes)).toBe(words);
  });
});
