/** Texts that mean harm, in every place where findings have texts, and in every output that tells them. */
import { describe, expect, test } from '@jest/globals';
import { inertLines } from '@slipway/action-kit/untrusted';
import type { JudgedImage } from '../../src/judged-image.ts';
import { commentOf } from '../../src/reporting/comment.ts';
import type { ScanReport } from '../../src/reporting/report-document.ts';
import { reportPieces } from '../../src/reporting/report-json.ts';
import { reportOf } from '../../src/reporting/report.ts';
import { sarifOf } from '../../src/reporting/sarif/sarif-file.ts';
import { nothingWritten } from '../../src/reporting/written-files.ts';
import { assessed, failing, ignore, ignored, judgedOf, usualPolicy, vex } from './judged.ts';

const texts: readonly (readonly [string, string])[] = [
  ['Markdown', '# head | cell | ![i](https://e/i.png) [a](https://e) `code` **b** <!-- x'],
  ['HTML', '</code></details><img src=x onerror=alert(1)><script>alert(1)</script><a href="https://e">'],
  ['workflow commands', '::error::x\n::set-output name=allowed::true\n##[group]y\r::stop-commands::z'],
  ['terminal escapes', '\u001b[2J\u001b]0;title\u0007\u009b31m\u0007red'],
  ['overrides of direction', 'a\u202etxt.exe\u202c \u2066b\u2069'],
];

/** In every text that a report has, as it came. */
function full(text: string): JudgedImage {
  const finding = assessed({
    id: text,
    related: [text],
    platform: text,
    package: text,
    version: text,
    packageManager: text,
    path: text,
    fixedIn: text,
    link: `https://e.com/${text}`,
    description: text,
    epss: 0.9,
    knownExploited: true,
    breaches: ['known-exploited', 'epss', 'age', 'danger-unknown'],
  });
  const entry = ignore({ id: text, reason: text, owner: text, place: { file: text, line: 1 } });
  const findings = [
    finding,
    { ...finding, severity: 'low', breaches: [] },
    { ...finding, suppression: ignored(entry) },
    { ...finding, id: `${text}2`, suppression: vex({ author: text, statement: text }) },
  ] as const;
  const judged = judgedOf(findings, {
    warnings: [text],
    parts: [{ platform: text, digest: text, scannedAt: 0 }],
    gaps: [{ platform: text, gap: 'unscannable', reason: text }],
    ignores: { expired: [entry], fixable: [entry], expiring: [entry], stale: [entry] },
    policy: { ...usualPolicy, kev: 'warn', epssAbove: 0.5 },
    comparison: {
      kind: 'compared',
      digests: [text],
      serves: text,
      introduced: 1,
      unchanged: 0,
      fixed: [finding],
      uncompared: [{ platform: text, reason: text }],
    },
  });
  return failing(judged, { reason: text });
}

/** Control characters, and overrides of direction. */
const hidden = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

describe.each(texts)('%s', (_, text) => {
  const judged = full(text);
  const report = reportOf(judged, nothingWritten);
  const shown = [report.summary.markdown, commentOf(judged, { workflow: text, jobId: text }).body];

  test('are text in the log', () => {
    for (const line of report.lines.flatMap(inertLines)) {
      expect(line).not.toMatch(/^\s*::|##\[/);
      expect(line).not.toMatch(hidden);
    }
  });

  test('are text in summary and comment', () => {
    for (const markdown of shown) {
      const outside = markdown.replace(/^<!-- slipway [^>]* -->/, '');
      expect(outside).not.toMatch(/<(?!\/?(?:b|code|details|summary|a)\b)|<a (?!href="https:\/\/e\.com)/);
      expect(outside).not.toMatch(/!\[|\]\(|^::/m);
      expect(outside.replaceAll('\n', '')).not.toMatch(hidden);
    }
  });

  test('break no row of a table', () => {
    const rows = shown.flatMap((markdown) => markdown.split('\n').filter((line) => /^\|/.test(line)));
    const widths = rows.map((row) => row.split('|').length);
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(widths).size).toBeLessThanOrEqual(5);
    expect(rows.every((row) => row.endsWith(' |'))).toBe(true);
  });

  test('stay on one line in SARIF, and whole in the JSON report', () => {
    const sarif = sarifOf({ ...judged, gaps: [] });
    expect(sarif.kind === 'written' && sarif.text.trimEnd().split('\n')).toHaveLength(1);
    const written = JSON.parse([...reportPieces(judged)].join('')) as { findings: { description: string }[] };
    expect(written.findings[0]?.description).toBe(text);
  });
});

test('100,000 findings and a megabyte of description keep log, annotations and failure short', () => {
  const description = 'word '.repeat(200_000);
  const findings = Array.from({ length: 100_000 }, (_, index) =>
    assessed({
      id: `CVE-2026-${String(index)}`,
      description,
      suppression: index % 2 === 0 ? ignored() : undefined,
    }),
  );
  const report = reportOf(failing(judgedOf(findings)), nothingWritten);
  expect(report.lines.length).toBeLessThan(250);
  expect(Math.max(...report.lines.map(({ length }) => length))).toBeLessThan(1000);
  expect(report.annotations?.length).toBeLessThanOrEqual(10);
  expect(report.failure?.details).toHaveLength(9);
  expect(report.failure?.message.length).toBeLessThan(1000);
});

describe('a megabyte in every text', () => {
  const text = 'word&|@ '.repeat(125_000);
  const judged = full(text);
  const report = reportOf(judged, nothingWritten);

  test('is short in the log, annotations and failure', () => {
    const { failure, annotations = [] } = report;
    const told = [...annotations, ...(failure?.details ?? [])].map(({ message }) => message);
    expect(Math.max(...[...report.lines, ...told].map(({ length }) => length))).toBeLessThanOrEqual(1500);
    expect(failure?.message.length).toBeLessThan(3000);
  });

  test('leaves summary and comment within what GitHub takes', () => {
    expect(Buffer.byteLength(report.summary.markdown)).toBeLessThan(200_000);
    expect(commentOf(judged, { workflow: 'w', jobId: 'j' }).body.length).toBeLessThan(65_536);
  });

  test('is short in SARIF, but for what is escaped', () => {
    const sarif = sarifOf({ ...judged, gaps: [] });
    expect(sarif.kind === 'written' && sarif.text.length).toBeLessThan(50_000);
  });

  test('is whole in the JSON report, in each of its members', () => {
    const { findings, ...head } = JSON.parse([...reportPieces(judged)].join('')) as ScanReport;
    const [first] = findings;
    const { related, id, version, packageManager, path, platform, fixedIn, description } = first ?? {};
    const texts = [
      id,
      related?.[0],
      first?.package,
      version,
      packageManager,
      path,
      platform,
      fixedIn,
      description,
    ];
    expect(texts.every((each) => each === text)).toBe(true);
    expect(first?.link).toBe(`https://e.com/${text}`);
    expect([head.reason, ...head.warnings, head.gaps[0]?.reason].every((each) => each === text)).toBe(true);
    expect(findings[2]?.suppression?.ignore?.reason).toBe(text);
    expect(head.comparison.fixed[0]?.id).toBe(text);
  });
});
