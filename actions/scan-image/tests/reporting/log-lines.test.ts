import { describe, expect, test } from '@jest/globals';
import type { JudgedImage } from '../../src/judged-image.ts';
import { annotationsOf } from '../../src/reporting/annotations.ts';
import { logLines } from '../../src/reporting/log-lines.ts';
import { nothingWritten } from '../../src/reporting/written-files.ts';
import {
  assessed,
  baselineDigest,
  digest,
  failing,
  ignore,
  ignored,
  judgedOf,
  usualPolicy,
  vex,
} from './judged.ts';

const lines = (judged = judgedOf()): readonly string[] => logLines(judged, nothingWritten);

test('what was never read has no counts, and its reason is told once', () => {
  const reason = 'the scan failed';
  const judged = judgedOf([], {
    parts: [{ platform: '', digest, scannedAt: undefined }],
    gaps: [{ platform: '', gap: 'unscannable', reason }],
  });
  const told = lines(failing(judged, { verdict: 'unscannable', reason, excesses: [] }));
  expect(told).toContain('Findings: not known');
  expect(told.filter((line) => line.includes(reason))).toEqual([
    'Verdict: unscannable, may not be deployed: the scan failed.',
  ]);
  expect(told.join('\n')).not.toMatch(/critical/);
});

test('a red gate tells image, findings, suppressed ones, counts, what broke it, and the verdict last', () => {
  const judged = failing(
    judgedOf(
      [
        assessed({
          standing: 'introduced',
          knownExploited: true,
          epss: 0.87,
          breaches: ['known-exploited', 'epss', 'age'],
        }),
        assessed({
          id: 'CVE-2026-0002',
          standing: 'unchanged',
          fix: 'no',
          fixedIn: undefined,
          leftOut: 'no-fix',
        }),
        assessed({ id: 'CVE-2026-0009', severity: 'medium', standing: 'unchanged', suppression: ignored() }),
        assessed({ id: 'CVE-2026-0010', severity: 'low', standing: 'unchanged', suppression: vex() }),
      ],
      {
        tag: 'v2',
        policy: { ...usualPolicy, kev: 'fail', epssAbove: 0.5 },
        comparison: {
          kind: 'compared',
          digests: [baselineDigest],
          serves: 'web:41 of ecs:main/web',
          introduced: 1,
          unchanged: 2,
          fixed: [assessed({ id: 'CVE-2026-0099', severity: 'critical' })],
          uncompared: [],
        },
      },
    ),
  );
  expect(lines(judged)).toEqual([
    `The tag v2 is ${digest} now; that digest is judged.`,
    `Image: team/web@${digest}`,
    'Scanning: enhanced (Inspector)',
    'Scan: scanned 2026-11-22 09:15 UTC',
    `Compared with web:41 of ecs:main/web (${baselineDigest}): 1 introduced, 2 unchanged, 1 fixed.`,
    '  SEVERITY  ID             PACKAGE  VERSION  FIXED IN  NOTES',
    '  high      CVE-2026-0001  openssl  3.0.1    3.0.2     new, known exploited, EPSS 0.87, 45 d o…',
    '  high      CVE-2026-0002  openssl  3.0.1    none      not counted: no fix',
    'Suppressed: CVE-2026-0009 in openssl 3.0.1 (medium) by team-web until 2026-12-31 (ignores.yaml:12): not reachable from outside',
    'Suppressed: CVE-2026-0010 in openssl 3.0.1 (low) by VEX of security@example.com (web.openvex.json:7): not_affected: vulnerable_code_not_present',
    '  SEVERITY  FOUND  COUNTED  ALLOWED  NEW  FIXED',
    '  critical  0      0        0        0    1',
    '  high      2      1        0        1    0',
    '  medium    1      0        any      0    0',
    '  low       1      0        any      0    0',
    'Known to be exploited: CVE-2026-0001 in openssl 3.0.1',
    'EPSS above 0.5: CVE-2026-0001 in openssl 3.0.1',
    'Fixable for longer than `max-age` allows: CVE-2026-0001 in openssl 3.0.1',
    'Verdict: failed, may not be deployed: 1 high (0 allowed).',
  ]);
});

test('an index tells each platform with its scan, and what is missing', () => {
  const judged = judgedOf([], {
    scanType: 'basic',
    parts: [
      { platform: 'linux/amd64', digest: 'sha256:1', scannedAt: Date.UTC(2026, 10, 22, 9) },
      { platform: 'linux/arm64', digest: 'sha256:2', scannedAt: undefined },
    ],
    gaps: [{ platform: 'linux/arm64', gap: 'timed-out', reason: 'no end within 10m' }],
    policy: { ...usualPolicy, budgets: new Map() },
  });
  expect(lines(judged)).toEqual([
    `Image: team/web@${digest}`,
    'Scanning: basic',
    'Platform linux/amd64: sha256:1, scanned 2026-11-22 09:00 UTC',
    'Platform linux/arm64: sha256:2, no scan',
    'No answer for linux/arm64 (timed-out): no end within 10m',
    'Findings: none',
    'Verdict: passed, may be deployed: every severity is within its budget.',
  ]);
});

test('each ignore to look after is named with its line, who acts, and what to do', () => {
  const judged = judgedOf([], {
    ignores: {
      expired: [ignore({ expires: '2026-11-01' })],
      fixable: [ignore({ untilFixed: true, package: 'openssl', place: { file: 'ignores.yaml', line: 20 } })],
      expiring: [ignore({ expires: '2026-11-30', place: { file: 'ignores.yaml', line: 30 } })],
      stale: [ignore({ path: 'app/*', place: { file: 'ignores.yaml', line: 40 } })],
    },
  });
  expect(lines(judged).filter((line) => line.startsWith('ignores.yaml'))).toEqual([
    'ignores.yaml:12: The ignore of CVE-2026-0009 expired on 2026-11-01 and hides nothing any more; team-web renews it with a reason or removes it.',
    'ignores.yaml:20: The ignore of CVE-2026-0009 in openssl ended where a fix exists (`until-fixed`), and hides nothing there any more; team-web updates the package, then removes it.',
    'ignores.yaml:30: The ignore of CVE-2026-0009 expires on 2026-11-30; until then team-web updates the package, or renews it with a reason.',
    'ignores.yaml:40: The ignore of CVE-2026-0009 at app/* fits nothing that was found; team-web removes it.',
  ]);
});

test('a baseline that is not there is said with what holds instead', () => {
  const judged = judgedOf([], { comparison: { kind: 'absent', reason: 'ecs:main/web serves nothing' } });
  expect(lines(judged)).toContain(
    'Compared with nothing: ecs:main/web serves nothing. What is found counts, new or not.',
  );
});

test('a platform that the baseline lacks is said', () => {
  const uncompared = [{ platform: 'linux/arm64', reason: 'the baseline has no such platform' }];
  const judged = judgedOf([], {
    comparison: {
      kind: 'compared',
      digests: [baselineDigest],
      serves: undefined,
      introduced: 0,
      unchanged: 0,
      fixed: [],
      uncompared,
    },
  });
  expect(lines(judged)).toContain(
    'Not compared for linux/arm64: the baseline has no such platform. What is found there counts, new or not.',
  );
});

describe('the last line', () => {
  test('says in mode report that the gate was off', () => {
    const judged = failing(judgedOf([assessed()], { mode: 'report' }), { allowed: true });
    expect(lines(judged).at(-1)).toBe(
      'Verdict: failed, may be deployed: 1 high (0 allowed). The gate was off (mode: report): nothing is held back.',
    );
  });

  test('says so, too, of an image that passed', () => {
    expect(lines(judgedOf([], { mode: 'report' })).at(-1)).toMatch(
      /The gate was off \(mode: report\): nothing would have been held back\.$/,
    );
  });
});

test('at most 100 findings are in the table, and the rest is counted', () => {
  const many = Array.from({ length: 103 }, (_, index) =>
    assessed({ id: `CVE-2026-${String(index + 1000)}` }),
  );
  const told = lines(judgedOf(many));
  expect(told.filter((line) => /^ {2}high +CVE-/.test(line))).toHaveLength(100);
  expect(told).toContain('… and 3 more; `report-file` takes all.');
});

test('written files and remarks are told before the verdict', () => {
  const files = {
    ...nothingWritten,
    reportFile: '/w/report.json',
    sarifFile: '/w/scan.sarif',
    remarks: ['Cut.'],
  };
  expect(logLines(judgedOf(), files).slice(-4)).toEqual([
    'All findings: /w/report.json',
    'SARIF: /w/scan.sarif',
    'Cut.',
    'Verdict: passed, may be deployed: every severity is within its budget.',
  ]);
});

test('what is suppressed in Inspector counts, which is said once for all of them', () => {
  const hidden = { isSuppressedByInspector: true } as const;
  const findings = [
    assessed({ ...hidden, platform: 'linux/amd64' }),
    assessed({ ...hidden, platform: 'linux/arm64' }),
    assessed({ ...hidden, id: 'CVE-2026-0002' }),
    assessed({ ...hidden, id: 'CVE-2026-0003', leftOut: 'path' }),
    assessed({ ...hidden, id: 'CVE-2026-0004', suppression: ignored() }),
  ];
  expect(lines(judgedOf(findings)).filter((line) => line.includes('which has no effect'))).toEqual([
    '2 of the counted findings are suppressed in Inspector, which has no effect here: an entry in the ignore file has.',
  ]);
  expect(lines(judgedOf(findings.slice(3))).join()).not.toMatch(/which has no effect/);
});

describe('warnings that GitHub has no room for', () => {
  const warned = (number: number, more: Partial<JudgedImage> = {}): readonly string[] =>
    lines(
      judgedOf([], { warnings: Array.from({ length: number }, (_, at) => `The ${String(at)}.`), ...more }),
    ).filter((line) => /^Warning: |^… and /.test(line));

  test('are told, and those that it shows are not told again', () => {
    expect(warned(10)).toEqual([]);
    expect(warned(12)).toEqual(['Warning: The 9.', 'Warning: The 10.', 'Warning: The 11.']);
  });

  test('are no ignores, which are told anyway', () => {
    const stale = Array.from({ length: 5 }, () => ignore());
    const ignores = { expired: [], fixable: [], expiring: [], stale };
    expect(warned(9, { ignores })).toEqual([]);
    expect(warned(10, { ignores })).toEqual(['Warning: The 9.']);
  });

  test('are counted beyond what a person reads', () => {
    const told = warned(150);
    expect(told).toHaveLength(101);
    expect(told.at(-1)).toBe('… and 41 more; `report-file` takes all.');
  });

  test('do not push out that a file was not written, which nothing else tells', () => {
    const files = {
      ...nothingWritten,
      annotations: [{ level: 'warning', title: 'report-file', message: 'The disk is full.' }],
    } as const;
    const judged = judgedOf([], { warnings: Array.from({ length: 12 }, () => 'Old.') });
    expect(annotationsOf(judged, files)[0]?.message).toBe('The disk is full.');
  });
});
