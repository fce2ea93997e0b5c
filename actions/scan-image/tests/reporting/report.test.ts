import { expect, test } from '@jest/globals';
import { reportOf } from '../../src/reporting/report.ts';
import { nothingWritten } from '../../src/reporting/written-files.ts';
import { assessed, baselineDigest, digest, failing, ignored, judgedOf } from './judged.ts';

test('every output is set', () => {
  const findings = [assessed(), assessed({ id: 'CVE-2026-0009', suppression: ignored() })];
  const comparison = {
    kind: 'compared',
    digests: [baselineDigest],
    serves: undefined,
    introduced: 2,
    unchanged: 0,
    fixed: [assessed({ platform: 'linux/amd64' }), assessed({ platform: 'linux/arm64' })],
    uncompared: [],
  } as const;
  const files = { ...nothingWritten, reportFile: '/w/report.json', sarifFile: '/w/scan.sarif' };
  expect(reportOf(failing(judgedOf(findings, { comparison })), files).outputs).toEqual({
    verdict: 'failed',
    counts: '{"critical":0,"high":1,"medium":0,"low":0,"informational":0,"undefined":0}',
    'new-count': '2',
    'fixed-count': '1',
    'suppressed-count': '1',
    digest,
    'sarif-file': '/w/scan.sarif',
    'report-file': '/w/report.json',
    allowed: 'false',
    approval: `{"repository":"team/web","digest":"${digest}","verdict":"failed","mode":"gate","allowed":false}`,
  });
});

test('without a baseline there is no number of new or fixed ones', () => {
  const { outputs } = reportOf(judgedOf(), nothingWritten);
  expect([outputs['new-count'], outputs['fixed-count']]).toEqual(['', '']);
});
