import { describe, expect, test } from '@jest/globals';
import { verdictFailure } from '../../src/reporting/verdict-failure.ts';
import { assessed, digest, failing, judgedOf } from './judged.ts';

const red = (number: number) =>
  failing(
    judgedOf(
      Array.from({ length: number }, (_, index) => assessed({ id: `CVE-2026-000${String(index + 1)}` })),
    ),
  );

test('a red gate names the worst findings, and what to do next', () => {
  const failure = verdictFailure(red(2));
  expect(failure).toMatchObject({ kind: 'outcome', code: 'scan-failed', details: [] });
  expect(failure?.message).toBe(
    `team/web@${digest} may not be deployed: 2 high (0 allowed); worst: CVE-2026-0001 in openssl 3.0.1 (high), CVE-2026-0002 in openssl 3.0.1 (high). Update these packages or the base image; accept one for a time in the \`ignore-file\`, or change \`fail-on\`.`,
  );
});

test('the setting that a finding breaks by itself is named', () => {
  const judged = judgedOf([
    assessed({ severity: 'low', fix: 'no', fixedIn: undefined, breaches: ['known-exploited', 'epss'] }),
  ]);
  expect(verdictFailure(failing(judged, { excesses: [] }))?.hint).toBe(
    'Take another package or base image; accept one for a time in the `ignore-file`, or change `kev` and `epss-above`.',
  );
});

test('where the scanner tells no fixes, an update may be one', () => {
  const judged = judgedOf([assessed({ fix: undefined, fixedIn: undefined })]);
  expect(verdictFailure(failing(judged))?.hint).toMatch(/^Update these packages or the base image;/);
});

test('what a sentence cannot bear is told one by one, as many as GitHub shows', () => {
  const failure = verdictFailure(red(20));
  expect(failure?.why).toMatch(/, and 17 more$/);
  expect(failure?.details).toHaveLength(9);
  expect(failure?.details[0]).toEqual({
    level: 'error',
    title: 'scan-image: high',
    message: 'CVE-2026-0001 in openssl 3.0.1; fixed in: 3.0.2',
  });
});

describe('there is none', () => {
  test.each([
    ['for what passed', judgedOf()],
    ['for what is allowed', failing(judgedOf([assessed()]), { allowed: true })],
    ['in a dry run', failing(judgedOf([assessed()], { dryRun: true }))],
  ])('%s', (_, judged) => {
    expect(verdictFailure(judged)).toBeUndefined();
  });
});

test.each([
  ['unscannable', /decide with `on-unscannable`/],
  ['timed-out', /raise `timeout`/],
  ['not-configured', /Turn on scanning/],
  ['archived', /Restore the image/],
] as const)('%s says what to do', (verdict, hint) => {
  const failure = verdictFailure(failing(judgedOf(), { verdict, reason: 'because', excesses: [] }));
  expect(failure).toMatchObject({ code: `scan-${verdict}`, why: 'because' });
  expect(failure?.hint).toMatch(hint);
});
