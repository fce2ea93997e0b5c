import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { JudgedImage } from '../../../src/judged-image.ts';
import { sarifOf } from '../../../src/reporting/sarif/sarif-file.ts';
import { assessed, baselineDigest, ignored, judgedOf, vex } from '../judged.ts';
import { offences, type SarifLog } from './github-sarif-limits.ts';
import { schemaErrors } from './official-schema.ts';

function written(judged: JudgedImage): {
  readonly text: string;
  readonly log: SarifLog;
  readonly remarks: readonly string[];
} {
  const file = sarifOf(judged);
  if (file.kind === 'none') throw new Error(file.remark);
  return { text: file.text, log: JSON.parse(file.text) as SarifLog, remarks: file.remarks };
}

const platforms = (number: number): JudgedImage['parts'] =>
  Array.from({ length: number }, (_, index) => ({
    platform: `os/p${String(index)}`,
    digest: 'sha256:1',
    scannedAt: 0,
  }));

const compared = {
  kind: 'compared',
  digests: [baselineDigest],
  serves: undefined,
  introduced: 1,
  unchanged: 1,
  fixed: [assessed({ id: 'CVE-2020-0001' })],
  uncompared: [],
} as const;

const rich = judgedOf(
  [
    assessed({ severity: 'critical', score: 9.8, standing: 'introduced', epss: 0.9, knownExploited: true }),
    assessed({ id: 'CVE-2026-0002', standing: 'unchanged', suppression: ignored({ untilFixed: true }) }),
    assessed({ id: 'CVE-2026-0003', severity: 'medium', suppression: vex(), path: 'app/package-lock.json' }),
    assessed({ id: 'CVE-2026-0004', severity: 'low', isSuppressedByInspector: true, link: undefined }),
    assessed({ id: 'CVE-2026-0005', severity: 'undefined', description: undefined, link: 'not a page' }),
    assessed({ id: 'CVE-2026-0006', severity: 'informational', fix: undefined, fixedIn: undefined }),
  ],
  { comparison: compared },
);

const hostile =
  '[click](javascript:alert(1)) {0} <img src=x> ::error::x\n\u001b[31mred\u202e @team #12 ![i](https://e/i.png)';

describe('what is written is valid by the official schema, and as GitHub wants it:', () => {
  test.each<[string, JudgedImage]>([
    ['a clean image', judgedOf()],
    ['everything that a finding may have', rich],
    [
      'texts that mean harm',
      judgedOf([
        assessed({
          id: hostile,
          package: hostile,
          version: hostile,
          description: hostile,
          link: `https://e/${hostile}`,
        }),
      ]),
    ],
    ['a megabyte of description', judgedOf([assessed({ description: 'word '.repeat(200_000) })])],
    [
      'several platforms',
      judgedOf([assessed({ platform: 'os/p1' }), assessed({ platform: 'os/p0' })], { parts: platforms(3) }),
    ],
    ['a package twice, in two versions', judgedOf([assessed(), assessed({ version: '1.1' })])],
  ])('%s', (_, judged) => {
    const { text } = written(judged);
    expect(schemaErrors(text)).toEqual([]);
    expect(offences(text)).toEqual([]);
  });
});

test('the schema refuses what is not SARIF, and the limits what GitHub would not show', () => {
  const { text } = written(rich);
  expect(schemaErrors(text.replaceAll('"external"', '"outside"'))).not.toEqual([]);
  expect(offences(text.replaceAll('"locations"', '"places"'))).toContain(
    'a result without a location, which is not shown',
  );
});

test('each platform is a run with a category of its own, also one without findings', () => {
  const { log } = written(judgedOf([assessed({ platform: 'os/p1' })], { parts: platforms(2) }));
  expect(log.runs.map(({ automationDetails, results }) => [automationDetails.id, results.length])).toEqual([
    ['scan-image/team/web/os/p0/', 0],
    ['scan-image/team/web/os/p1/', 1],
  ]);
});

test('two images of one name are one run: two would share a category, and each have the findings of both', () => {
  const parts = ['sha256:1', 'sha256:2'].map((of) => ({ platform: 'os/p', digest: of, scannedAt: 0 }));
  const { text, log } = written(judgedOf([assessed({ platform: 'os/p' })], { parts }));
  expect(offences(text)).toEqual([]);
  expect(log.runs).toMatchObject([
    {
      automationDetails: { id: 'scan-image/team/web/os/p/' },
      results: [{ ruleId: 'CVE-2026-0001' }],
      properties: { image: 'team/web@sha256:1, team/web@sha256:2' },
    },
  ]);
});

test('names that begin alike stay two, however long they are', () => {
  const long = 'x'.repeat(1_000_000);
  const names = [`${long}1`, `${long}2`] as const;
  const parts = names.map((platform) => ({ platform, digest: 'sha256:1', scannedAt: 0 }));
  const findings = names.map((id) => assessed({ id, platform: names[0] }));
  const { text, log } = written(judgedOf(findings, { parts }));
  expect(offences(text)).toEqual([]);
  expect(new Set(log.runs.map(({ automationDetails }) => automationDetails.id)).size).toBe(2);
  expect(log.runs[0]?.tool.driver.rules).toHaveLength(2);
});

test('the category of an image that is no index is that of its repository', () => {
  expect(written(judgedOf()).log.runs[0]?.automationDetails.id).toBe('scan-image/team/web/');
});

test('a result tells where it stands against the baseline, and who suppresses it', () => {
  const results = written(rich).log.runs[0]?.results ?? [];
  expect(
    results.map(({ ruleId, baselineState, suppressions }) => [ruleId, baselineState, suppressions]),
  ).toEqual([
    ['CVE-2026-0001', 'new', undefined],
    ['CVE-2026-0004', undefined, undefined],
    ['CVE-2026-0005', undefined, undefined],
    ['CVE-2026-0006', undefined, undefined],
    [
      'CVE-2026-0002',
      'unchanged',
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'team-web, until 2026-12-31, or a fix: not reachable from outside',
        },
      ],
    ],
    [
      'CVE-2026-0003',
      undefined,
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'VEX of security@example.com: not_affected: vulnerable_code_not_present',
        },
      ],
    ],
  ]);
});

test('texts that SARIF would read as links or placeholders are escaped', () => {
  const [result] = written(judgedOf([assessed({ id: hostile })])).log.runs[0]?.results ?? [];
  expect(result?.message.text).toBe(
    '\\[click\\](javascript:alert(1)) {{0}} <img src=x> ::error::x red @team #12 !\\[i\\](https://e/i.png) (high) in openssl 3.0.1; fixed in: 3.0.2.',
  );
});

describe('fingerprints', () => {
  const prints = (...findings: readonly ReturnType<typeof assessed>[]): readonly unknown[] =>
    written({ ...judgedOf(), findings }).log.runs[0]?.results.map(
      ({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash,
    ) ?? [];

  test('stay when version, severity and description change', () => {
    const later = assessed({ version: '9', severity: 'low', description: 'x', fixedIn: undefined });
    expect(prints(later)).toEqual(prints(assessed()));
  });

  test('differ by vulnerability, package, manager and path', () => {
    const different = prints(
      assessed(),
      assessed({ id: 'CVE-2026-0002' }),
      assessed({ package: 'zlib' }),
      assessed({ packageManager: 'NPM' }),
      assessed({ path: 'app/lib' }),
      assessed(),
    );
    expect(new Set(different).size).toBe(6);
  });
});

describe('what GitHub does not take is left out aloud', () => {
  const many = (number: number, platform = ''): JudgedImage['findings'] =>
    Array.from({ length: number }, (_, index) => assessed({ id: `CVE-2026-${String(index)}`, platform }));

  test('beyond 5,000 results of a run', () => {
    const suppressed = assessed({ id: 'CVE-1', severity: 'critical', suppression: ignored() });
    const { text, log, remarks } = written({ ...judgedOf(), findings: [suppressed, ...many(100_000)] });
    expect(offences(text)).toEqual([]);
    expect(log.runs[0]?.results).toHaveLength(5000);
    expect(log.runs[0]?.results[0]?.ruleId).toBe('CVE-2026-0');
    expect(remarks).toEqual([
      'SARIF has the 5000 worst of 100001 findings: GitHub takes no more. `report-file` has all.',
    ]);
  });

  test('beyond 25,000 of a file, and 20 runs', () => {
    const findings = platforms(22).flatMap(({ platform }) => many(1300, platform));
    const { text, remarks } = written({ ...judgedOf(), findings, parts: platforms(22) });
    expect(offences(text)).toEqual([]);
    expect(remarks).toHaveLength(21);
    expect(remarks.slice(0, 2)).toEqual([
      'SARIF lacks os/p20, os/p21: GitHub takes 20 runs a file. `report-file` has all.',
      'SARIF has the 1250 worst of 1300 findings of os/p0: GitHub takes no more. `report-file` has all.',
    ]);
  });
});

test('a page that is linked is told, and nothing that is no page', () => {
  const uris = [
    'https://e.com/a?b=c#d',
    'javascript:alert(1)',
    'https://e.com/{x}|y',
    'file:///etc/passwd',
  ].map((link) => {
    const [rule] = written(judgedOf([assessed({ link })])).log.runs[0]?.tool.driver.rules ?? [];
    return rule?.helpUri;
  });
  expect(uris).toEqual(['https://e.com/a?b=c#d', undefined, undefined, undefined]);
});

test('beyond 10 MB when zipped, less of each run is written', () => {
  // What does not compress: bytes of a hash, the same on every run.
  const noise = (seed: string): string =>
    createHash('shake256', { outputLength: 750 }).update(seed).digest('base64');
  const findings = platforms(3).flatMap(({ platform }) =>
    Array.from({ length: 5000 }, (_, index) =>
      assessed({
        id: `CVE-2026-${String(index)}`,
        platform,
        description: noise(`${platform} ${String(index)}`),
      }),
    ),
  );
  const { text, log, remarks } = written({ ...judgedOf(), findings, parts: platforms(3) });
  expect(offences(text)).toEqual([]);
  expect(log.runs[0]?.results.length).toBeGreaterThan(3000);
  expect(remarks).toHaveLength(3);
});

describe('no file is written where it would close alerts for nothing:', () => {
  test('the platform that was not read has no run', () => {
    const gaps = [{ platform: 'os/p0', gap: 'timed-out', reason: 'no end' }] as const;
    const { log } = written(judgedOf([], { parts: platforms(2), gaps }));
    expect(log.runs.map(({ automationDetails }) => automationDetails.id)).toEqual([
      'scan-image/team/web/os/p1/',
    ]);
  });

  test('nothing was read', () => {
    const gaps = [{ platform: '', gap: 'unscannable', reason: 'why' }] as const;
    expect(sarifOf(judgedOf([], { gaps }))).toEqual({
      kind: 'none',
      remark: 'No SARIF is written, because there are no findings to read; the alerts of the last scan stay.',
    });
  });
});
