import { describe, expect, test } from '@jest/globals';
import { reportOf } from '../src/report.ts';
import { scanImage } from '../src/scan-image.ts';
import { complete, digest, given, status, vulnerability, world, type Script } from './world.ts';

async function report(
  script: Script,
  values: Readonly<Record<string, string>> = {},
): Promise<ReturnType<typeof reportOf>> {
  return reportOf(await scanImage(given(values), world(script)));
}

const found = [
  vulnerability('CVE-4', 'HIGH', { package: 'zlib', version: '1.3', fixedIn: '1.4' }),
  vulnerability('CVE-1', 'CRITICAL', { link: 'https://example.test/CVE-1' }),
  vulnerability('CVE-2', 'CRITICAL'),
  vulnerability('CVE-3', 'HIGH'),
  vulnerability('CVE-9', 'LOW'),
];

test('a pass is one approval, and green', async () => {
  const { outputs, failure, lines, annotations } = await report({});
  expect(failure).toBeUndefined();
  expect(annotations).toEqual([]);
  expect(lines).toEqual([
    `Image: web@${digest}`,
    'Findings: none',
    'Verdict: passed, may be deployed: nothing was found.',
  ]);
  expect(outputs).toEqual({
    verdict: 'passed',
    counts: '{"critical":0,"high":0,"medium":0,"low":0,"informational":0,"undefined":0}',
    digest,
    'report-file': '',
    allowed: 'true',
    approval: `{"repository":"web","digest":"${digest}","verdict":"passed","mode":"gate","allowed":true}`,
  });
});

test('a red gate names counts, budgets and the worst findings', async () => {
  const { failure, outputs, lines } = await report({ looks: [complete(...found)] });
  expect(failure).toMatchObject({
    kind: 'outcome',
    code: 'scan-failed',
    message: `web@${digest} may not be deployed: 2 critical (0 allowed), 2 high (0 allowed); worst: CVE-1 in openssl 1.0 (critical), CVE-2 in openssl 1.0 (critical), CVE-3 in openssl 1.0 (high), and 1 more. Update these packages or the base image, or raise the budget with \`fail-on\`.`,
  });
  expect(outputs.allowed).toBe('false');
  expect(outputs.approval).toBe(
    `{"repository":"web","digest":"${digest}","verdict":"failed","mode":"gate","allowed":false}`,
  );
  expect(lines).toEqual([
    `Image: web@${digest}`,
    '  SEVERITY  ID     PACKAGE  VERSION  FIXED IN',
    '  critical  CVE-1  openssl  1.0',
    '  critical  CVE-2  openssl  1.0',
    '  high      CVE-3  openssl  1.0',
    '  high      CVE-4  zlib     1.3      1.4',
    '  low       CVE-9  openssl  1.0',
    'Findings: 2 critical, 2 high, 1 low',
    'Verdict: failed, may not be deployed: 2 critical (0 allowed), 2 high (0 allowed).',
  ]);
});

test.each([
  [
    'UNSUPPORTED_IMAGE',
    'scan-unscannable',
    'Build on a base image that ECR can scan, or decide with `on-unscannable` what this means here.',
  ],
  [
    'PENDING',
    'scan-timed-out',
    'Run it again, raise `timeout`, or decide with `on-timed-out` what this means here.',
  ],
  ['IMAGE_ARCHIVED', 'scan-archived', 'Restore the image in ECR, or push it again.'],
])('%s is red as %s', async (word, code, hint) => {
  const { failure } = await report({ looks: [status(word)] });
  expect(failure).toMatchObject({ kind: 'outcome', code, hint });
});

describe('what is allowed all the same', () => {
  test('warns when its policy is warn', async () => {
    const { failure, annotations, outputs } = await report(
      { looks: [status('UNSUPPORTED_IMAGE')] },
      { 'on-unscannable': 'warn' },
    );
    expect(failure).toBeUndefined();
    expect([outputs.verdict, outputs.allowed]).toEqual(['unscannable', 'true']);
    expect(annotations).toEqual([
      {
        level: 'warning',
        title: 'scan-image: unscannable',
        message: `web@${digest} is allowed because on-unscannable is warn, but its verdict is unscannable: ECR does not know the operating system or the type of this image.`,
      },
    ]);
  });

  test('is silent when its policy is pass', async () => {
    const { failure, annotations } = await report(
      { looks: [status('UNSUPPORTED_IMAGE')] },
      { 'on-unscannable': 'pass' },
    );
    expect([failure, annotations]).toEqual([undefined, []]);
  });

  test('warns in mode report', async () => {
    const { failure, annotations, outputs } = await report(
      { looks: [complete(...found)] },
      { mode: 'report' },
    );
    expect(failure).toBeUndefined();
    expect([outputs.verdict, outputs.allowed]).toEqual(['failed', 'true']);
    expect(annotations?.map(({ message }) => message)).toEqual([
      `web@${digest} is allowed because mode is report, but its verdict is failed: 2 critical (0 allowed), 2 high (0 allowed).`,
    ]);
  });

  test('a dry run stays green and allows nothing that the gate would not', async () => {
    const { failure, outputs, lines } = await report({ looks: [complete(...found)] }, { 'dry-run': 'true' });
    expect([failure, outputs.allowed]).toEqual([undefined, 'false']);
    expect(lines.at(-1)).toBe('Dry run: no scan was started, nothing was written, and the step stays green.');
  });
});

test('no column tells of fixes or platforms when no finding has any', async () => {
  const { lines, summary } = await report({ looks: [complete(vulnerability('CVE-1', 'HIGH'))] });
  expect(lines).toContain('  SEVERITY  ID     PACKAGE  VERSION');
  expect(summary.markdown).toContain('| Severity | Id | Package | Version |\n');
});

test('a tag, platforms and gaps are said', async () => {
  const { lines } = await report(
    { platforms: [{ platform: 'linux/amd64', digest }], looks: [status('FAILED')] },
    { digest: 'v1' },
  );
  expect(lines.slice(0, 4)).toEqual([
    `The tag v1 is ${digest} now; that digest is judged.`,
    `Image: web@${digest}`,
    'Platforms: linux/amd64',
    'No findings for linux/amd64 (unscannable): the scan failed',
  ]);
});

test.each([
  ['✅', {}, {}],
  ['❌', { looks: [complete(...found)] }, {}],
  ['⚠️', { looks: [complete(...found)] }, { mode: 'report' }],
])('the summary opens with %s', async (icon, script, values) => {
  const { summary } = await report(script, values);
  expect(summary.markdown.startsWith(`## ${icon} Scan of`)).toBe(true);
});

test('long lists are cut in log and summary, and say so', async () => {
  const many = Array.from({ length: 130 }, (_, index) => vulnerability(`CVE-${String(index)}`, 'LOW'));
  const { lines, summary } = await report({ looks: [complete(...many)] });
  expect(lines).toHaveLength(1 + 101 + 1 + 2);
  expect(lines).toContain('… and 30 more; `report-file` takes all.');
  expect(summary.markdown).toContain('130 findings, worst first');
  expect(summary.markdown).toContain('… and 30 more');
});

test('hostile text of a finding stays text', async () => {
  const hostile = vulnerability('CVE-1\n::error::x', 'CRITICAL', {
    package: '</td><script>|`![](http://x)@team',
    version: '\u001b[31m1\r\n| a | b |',
    link: 'javascript:alert(1)',
  });
  const { lines, summary, failure } = await report({ looks: [complete(hostile)] });
  expect(lines.every((line) => !line.includes('\n') && !line.includes('\u001b'))).toBe(true);
  expect(failure?.message).not.toContain('\n');
  expect(summary.markdown).not.toMatch(/<script|<\/td|!\[|\]\(|@team|href/);
  expect(summary.markdown.split('\n').filter((line) => line.includes('CVE'))).toHaveLength(1);
});
