/** The published schema of the report file holds for every report, to the letter, and nothing is missing in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import type { JudgedImage } from '../../src/judged-image.ts';
import type { ScanReport } from '../../src/reporting/report-document.ts';
import { reportPieces } from '../../src/reporting/report-json.ts';
import {
  assessed,
  baselineDigest,
  digest,
  failing,
  ignore,
  ignored,
  judgedAt,
  judgedOf,
  usualPolicy,
  vex,
} from './judged.ts';

const published = readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8');
const reader = new Ajv({ allErrors: true }).compile(JSON.parse(published) as object);

/** What is written is described: a member that the schema does not know fails here, and never a reader of old reports. */
const strict = new Ajv({ allErrors: true }).compile(
  JSON.parse(published, (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'properties' in value
      ? { ...value, additionalProperties: false }
      : value,
  ) as object,
);

const written = (judged: JudgedImage): ScanReport =>
  JSON.parse([...reportPieces(judged)].join('')) as ScanReport;

function problemsOf(report: unknown): unknown {
  strict(JSON.parse(JSON.stringify(report)));
  return strict.errors ?? [];
}

const hostile = '::error::x\n##[group]\u001b[31m\u202e<img>[a](b)\u2028"\\\u0000';

const full: JudgedImage = failing(
  judgedOf(
    [
      assessed({
        standing: 'introduced',
        breaches: ['known-exploited', 'epss', 'age', 'danger-unknown'],
        epss: 0.9,
        knownExploited: true,
        path: 'a/b',
        arn: 'arn:aws:inspector2:x',
        platform: 'linux/amd64',
      }),
      assessed({
        id: hostile,
        description: hostile,
        suppression: ignored({ package: 'openssl', path: 'a/*' }),
      }),
      assessed({ suppression: vex({ statement: 'we removed it' }), standing: 'unchanged', fix: undefined }),
      assessed({ suppression: vex({ status: 'fixed', justification: undefined }) }),
      assessed({
        related: ['GHSA-1'],
        isSuppressedByInspector: true,
        knownSince: undefined,
        score: undefined,
        link: undefined,
        description: undefined,
      }),
      assessed({ leftOut: 'path', severity: 'undefined', fixedIn: undefined, fix: 'no' }),
    ],
    {
      tag: 'v2',
      mode: 'report',
      dryRun: true,
      gaps: [{ platform: 'linux/arm64', gap: 'timed-out', reason: 'no end' }],
      parts: [{ platform: 'linux/arm64', digest, scannedAt: undefined }],
      comparison: {
        kind: 'compared',
        digests: [baselineDigest],
        serves: 'web:41 of ecs:main/web',
        introduced: 1,
        unchanged: 1,
        fixed: [assessed({ id: 'CVE-2020-0001' })],
        uncompared: [{ platform: 'linux/arm64', reason: 'not in it' }],
      },
      ignores: { expired: [ignore()], fixable: [ignore()], expiring: [ignore()], stale: [ignore()] },
      policy: {
        ...usualPolicy,
        epssAbove: 0.5,
        maxAge: new Map([['high', 30 * 86_400_000]]),
        packages: [{ text: '!linux-*', excludes: true, fits: () => true }],
      },
      warnings: ['The scan is old.'],
    },
  ),
);

test.each<[string, JudgedImage]>([
  ['a clean image', judgedOf()],
  ['everything that a report may have', full],
  ['a baseline that is not there', judgedOf([], { comparison: { kind: 'absent', reason: 'none' } })],
])('the report of %s is as described', (_, judged) => {
  expect(problemsOf(written(judged))).toEqual([]);
});

test('nothing is lost: every finding of every platform, with texts of any length and kind', () => {
  const long = 'word '.repeat(200_000);
  const judged = judgedOf([
    assessed({ description: long }),
    assessed({ platform: 'linux/arm64', description: hostile }),
  ]);
  const { findings } = written(judged);
  expect(findings.map(({ platform }) => platform)).toEqual(['', 'linux/arm64']);
  expect(findings.map(({ description }) => description)).toEqual([long, hostile]);
});

test('policy, comparison, suppressions and ignores are told in full', () => {
  const report = written(full);
  expect(report.policy).toEqual({
    budgets: [
      { severity: 'critical', limit: 0 },
      { severity: 'high', limit: 0 },
    ],
    fixableOnly: false,
    newOnly: false,
    kev: 'off',
    epssAbove: 0.5,
    maxAge: [{ severity: 'high', limit: 2_592_000 }],
    packages: ['!linux-*'],
    paths: [],
    onUnscannable: 'fail',
    onTimedOut: 'fail',
    onNotConfigured: 'fail',
  });
  expect(report.comparison.fixed.map(({ id }) => id)).toEqual(['CVE-2020-0001']);
  expect(report.findings[1]?.suppression?.ignore).toMatchObject({ owner: 'team-web', expires: '2026-12-31' });
  expect(report.findings[2]?.suppression?.vex?.statement).toBe('we removed it');
  expect(report.ignores.map(({ standing }) => standing)).toEqual(['expired', 'fixable', 'expiring', 'stale']);
  expect(report.judgedAt).toBe(new Date(judgedAt).toISOString());
});

test('a finding has its other ids, and whether it is suppressed in Inspector', () => {
  const [first, , , , hidden] = written(full).findings;
  expect([first?.related, first?.suppressedInInspector]).toEqual([[], false]);
  expect(hidden).toMatchObject({
    related: ['GHSA-1'],
    suppressedInInspector: true,
    suppression: null,
    counted: true,
  });
});

test('many findings come in pieces, none of which is large', () => {
  const findings = Array.from({ length: 10_000 }, (_, index) => assessed({ id: `CVE-${String(index)}` }));
  const pieces = [...reportPieces({ ...judgedOf(), findings })];
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(300 * 1024);
  expect((JSON.parse(pieces.join('')) as ScanReport).findings).toHaveLength(10_000);
});

describe('the schema', () => {
  test.each([
    ['a verdict that there is not', { verdict: 'good' }],
    ['another version', { version: 2 }],
    ['a member left out', { findings: undefined }],
    ['a number as text', { suppressed: '2' }],
  ])('refuses %s', (_, change) => {
    expect(problemsOf({ ...written(judgedOf()), ...change })).not.toEqual([]);
  });

  test('takes a report of a later release, which may hold more', () => {
    expect(reader({ ...written(judgedOf()), added: 1 })).toBe(true);
  });
});
