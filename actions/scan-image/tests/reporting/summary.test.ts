import { describe, expect, test } from '@jest/globals';
import { summaryOf } from '../../src/reporting/summary.ts';
import type { JudgedImage } from '../../src/judged-image.ts';
import { assessed, baselineDigest, failing, ignore, ignored, judgedOf, vex } from './judged.ts';

const summary = (judged: JudgedImage): string => summaryOf(judged).markdown;

test('the verdict and what decides stand before everything else', () => {
  const judged = failing(
    judgedOf([
      assessed({ standing: 'introduced', epss: 0.87, breaches: ['epss', 'age'], platform: 'linux/amd64' }),
      assessed({ id: 'CVE-2026-0002', severity: 'low' }),
    ]),
  );
  expect(summary(judged)).toMatchInlineSnapshot(`
    "## ❌ Scan of <code>team/web</code>: failed

    <b>failed, may not be deployed: 1 high &#40;0 allowed&#41;.</b>

    Image: <code>team/web&#64;sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</code>

    | Severity | Found | Counted | Allowed |
    | --- | --- | --- | --- |
    | critical | 0 | 0 | 0 |
    | high | 1 | 1 | 0 |
    | low | 1 | 1 | any |

    ### What decides

    | Severity | Id | Package | Version | Fixed in | Platforms | Notes |
    | --- | --- | --- | --- | --- | --- | --- |
    | high | <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-0001">CVE-2026-0001</a> | <code>openssl</code> | <code>3.0.1</code> | 3.0.2 | linux/amd64 | new, EPSS 0.87, 45 d old |

    <details><summary>1 other finding</summary>

    | Severity | Id | Package | Version | Fixed in |
    | --- | --- | --- | --- | --- |
    | low | <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-0001">CVE-2026-0002</a> | <code>openssl</code> | <code>3.0.1</code> | 3.0.2 |

    </details>

    <details><summary>1 scan</summary>

    | Platform | Digest | Scanned |
    | --- | --- | --- |
    | the image | <code>sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</code> | 2026-11-22 09:15 UTC |

    Scanning: enhanced; registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com, eu-west-1

    </details>

    "
  `);
});

test('everything else is folded: the rest, what is suppressed and by whom, what was fixed, ignores, scans', () => {
  const judged = judgedOf(
    [
      assessed({ id: 'CVE-2026-0002', leftOut: 'package', link: undefined }),
      assessed({ id: 'CVE-2026-0009', suppression: ignored({ untilFixed: true }) }),
      assessed({ id: 'CVE-2026-0010', suppression: vex({ statement: 'we removed it' }) }),
      assessed({ id: 'CVE-2026-0011', isSuppressedByInspector: true }),
    ].map((finding) => ({ ...finding, severity: 'low', standing: 'unchanged' }) as const),
    {
      ignores: { expired: [], fixable: [], expiring: [], stale: [ignore()] },
      comparison: {
        kind: 'compared',
        digests: [baselineDigest],
        serves: 'web:41 of ecs:main/web',
        introduced: 0,
        unchanged: 4,
        fixed: [
          assessed({ id: 'CVE-2026-0099' }),
          assessed({ id: 'CVE-2026-0099', platform: 'linux/arm64' }),
        ],
        uncompared: [],
      },
    },
  );
  expect(summary(judged)).toMatchInlineSnapshot(`
    "## ✅ Scan of <code>team/web</code>: passed

    <b>passed, may be deployed: every severity is within its budget.</b>

    Image: <code>team/web&#64;sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</code>

    | Severity | Found | Counted | Allowed | New | Fixed |
    | --- | --- | --- | --- | --- | --- |
    | critical | 0 | 0 | 0 | 0 | 0 |
    | high | 0 | 0 | 0 | 0 | 1 |
    | low | 4 | 1 | any | 0 | 0 |

    Compared with web:41 of ecs:main/web &#40;sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb&#41;: 0 introduced, 4 unchanged, 1 fixed.

    1 of the counted findings is suppressed in Inspector, which has no effect here: an entry in the ignore file has.

    <details><summary>1 ignore to look after</summary>

    - ignores.yaml:12: The ignore of CVE-2026-0009 fits nothing that was found; team-web removes it.

    </details>

    <details><summary>2 findings, 1 not counted</summary>

    | Severity | Id | Package | Version | Fixed in | Notes |
    | --- | --- | --- | --- | --- | --- |
    | low | <code>CVE-2026-0002</code> | <code>openssl</code> | <code>3.0.1</code> | 3.0.2 | not counted: its package |
    | low | <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-0001">CVE-2026-0011</a> | <code>openssl</code> | <code>3.0.1</code> | 3.0.2 | suppressed in Inspector |

    </details>

    <details><summary>2 suppressed findings, not counted</summary>

    | Severity | Id | Package | By | Why | Until | Where |
    | --- | --- | --- | --- | --- | --- | --- |
    | low | <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-0001">CVE-2026-0009</a> | <code>openssl</code> | team-web | not reachable from outside | 2026-12-31, or a fix | ignores.yaml:12 |
    | low | <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-0001">CVE-2026-0010</a> | <code>openssl</code> | VEX of security&#64;example.com | not&#95;affected: vulnerable&#95;code&#95;not&#95;present: we removed it |  | web.openvex.json:7 |

    </details>

    <details><summary>1 fixed since the baseline</summary>

    | Severity | Id | Package | Version there |
    | --- | --- | --- | --- |
    | high | <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-0001">CVE-2026-0099</a> | <code>openssl</code> | <code>3.0.1</code> |

    </details>

    <details><summary>1 scan</summary>

    | Platform | Digest | Scanned |
    | --- | --- | --- |
    | the image | <code>sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</code> | 2026-11-22 09:15 UTC |

    Scanning: enhanced; registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com, eu-west-1

    </details>

    "
  `);
});

describe('the icon', () => {
  test.each([
    ['✅', judgedOf()],
    ['⚠️', { ...judgedOf(), judgement: { ...judgedOf().judgement, warns: true } }],
    ['⚠️', failing(judgedOf([assessed()], { mode: 'report' }), { allowed: true })],
    ['❌', failing(judgedOf([assessed()]))],
  ])('%s catches the eye', (icon, judged) => {
    expect(summary(judged)).toMatch(new RegExp(`^## ${icon} `));
  });
});

test('a link that GitHub would note elsewhere is no link', () => {
  const link = 'https://github.com/openssl/openssl/issues/12';
  expect(summary(judgedOf([assessed({ link })]))).not.toContain('<a ');
});

describe('100,000 findings', () => {
  const many = judgedOf(
    Array.from({ length: 100_000 }, (_, index) => assessed({ id: `CVE-${String(index)}` })),
  );

  test('end after a whole row, and the rest is counted', () => {
    const written = summary(failing(many));
    expect(written.match(/^\| high \| <a /gm)).toHaveLength(200);
    expect(written).toContain(
      '99800 more are not shown here; the JSON report &#40;<code>report-file</code>&#41; has all.',
    );
  });

  test('fit where every text is hostile and as long as it may be', () => {
    const long = '@<&|`'.repeat(1000);
    const hostile = Array.from({ length: 1000 }, (_, index) =>
      assessed({
        id: `${String(index)}${long}`,
        package: long,
        version: long,
        fixedIn: long,
        description: long.repeat(200),
        link: long,
      }),
    );
    const all = [
      ...hostile,
      ...hostile.map((each) => ({ ...each, suppression: ignored({ owner: long, reason: long }) })),
    ];
    const judged = judgedOf(all, {
      warnings: all.map(() => long),
      ignores: {
        expired: [],
        fixable: [],
        expiring: [],
        stale: all.map(() => ignore({ id: long, owner: long })),
      },
      gaps: all.map(() => ({ platform: long, gap: 'unscannable', reason: long })),
    });
    const written = summary(failing(judged, { reason: long }));
    expect(Buffer.byteLength(written)).toBeLessThan(1024 * 1024);
    expect(written.match(/^\| high .* \|$/gm)?.length).toBeGreaterThan(40);
    expect(written).not.toMatch(/^\| high .*[^|\n]$/m);
  });
});
