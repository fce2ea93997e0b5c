import { expect, test } from '@jest/globals';
import { annotationsOf } from '../../src/reporting/annotations.ts';
import { nothingWritten } from '../../src/reporting/written-files.ts';
import type { JudgedImage } from '../../src/judged-image.ts';
import { assessed, digest, failing, ignore, judgedOf, usualPolicy } from './judged.ts';

const told = (judged: JudgedImage) => annotationsOf(judged, nothingWritten);

test('a clean image is told without a word', () => {
  expect(told(judgedOf())).toEqual([]);
});

test('what mode report lets through is a warning', () => {
  const judged = failing(judgedOf([assessed()], { mode: 'report' }), { allowed: true });
  expect(told(judged).map(({ message }) => message)).toEqual([
    `team/web@${digest} is allowed because the gate was off (mode: report), but its verdict is failed: 1 high (0 allowed).`,
  ]);
});

test('a tolerated gap is a warning where its policy is warn, and silent where it is pass', () => {
  const gap = { verdict: 'timed-out', reason: 'no end within 10m', allowed: true, excesses: [] } as const;
  expect(told(failing(judgedOf(), { ...gap, warns: true })).map(({ message }) => message)).toEqual([
    `team/web@${digest} is allowed because on-timed-out is warn, but its verdict is timed-out: no end within 10m.`,
  ]);
  expect(told(failing(judgedOf(), { ...gap, warns: false }))).toEqual([]);
});

test('known exploitation is a warning with `kev: warn`, of counted findings only', () => {
  const findings = [
    assessed({ knownExploited: true }),
    assessed({ id: 'CVE-2026-0002', knownExploited: true, leftOut: 'path' }),
  ];
  const policy = { ...usualPolicy, kev: 'warn' } as const;
  expect(told(judgedOf(findings, { policy })).map(({ message }) => message)).toEqual([
    'Known to be exploited: CVE-2026-0001 in openssl 3.0.1. It is a warning only, because `kev` is warn.',
  ]);
  expect(told(judgedOf(findings))).toEqual([]);
});

test('an ignore to look after is shown at its line', () => {
  const judged = judgedOf([], { ignores: { expired: [ignore()], fixable: [], expiring: [], stale: [] } });
  expect(told(judged)).toMatchObject([
    { level: 'warning', title: 'scan-image: expired ignore', file: 'ignores.yaml', line: 12 },
  ]);
});

test('of more than GitHub shows, the last one counts the rest', () => {
  const stale = Array.from({ length: 12 }, () => ignore());
  const judged = judgedOf([], {
    warnings: ['The clock is wrong.'],
    ignores: { expired: [], fixable: [], expiring: [], stale },
  });
  const messages = told(judged).map(({ message }) => message);
  expect(messages).toHaveLength(10);
  expect(messages[0]).toBe('The clock is wrong.');
  expect(messages.at(-1)).toBe('4 more warnings of this step: its log goes on with them.');
});
