import { describe, expect, test } from '@jest/globals';
import type { JudgedImage } from '../../src/judged-image.ts';
import { commentOf, type CommentSource } from '../../src/reporting/comment.ts';
import { assessed, baselineDigest, failing, judgedOf } from './judged.ts';

const source = { workflow: 'deploy', jobId: 'staging' };

test('it tells the verdict, the counts, what decides, and what was fixed', () => {
  const judged = failing(
    judgedOf(
      [
        assessed({ standing: 'introduced' }),
        assessed({ id: 'CVE-2026-0002', severity: 'low', standing: 'unchanged' }),
      ],
      {
        comparison: {
          kind: 'compared',
          digests: [baselineDigest],
          serves: 'web:41 of ecs:main/web',
          introduced: 1,
          unchanged: 1,
          fixed: [assessed({ id: 'CVE-2026-0099' })],
          uncompared: [],
        },
      },
    ),
  );
  expect(commentOf(judged, source).body).toMatchInlineSnapshot(`
    "<!-- slipway scan-image baafbb team%2Fweb deploy staging -->

    ## ❌ Scan of <code>team/web</code>: failed

    <b>failed, may not be deployed: 1 high &#40;0 allowed&#41;.</b>

    Image: <code>team/web&#64;sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</code>

    | Severity | Found | Counted | Allowed | New | Fixed |
    | --- | --- | --- | --- | --- | --- |
    | critical | 0 | 0 | 0 | 0 | 0 |
    | high | 1 | 1 | 0 | 1 | 1 |
    | low | 1 | 1 | any | 0 | 0 |

    Compared with web:41 of ecs:main/web &#40;sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb&#41;: 1 introduced, 1 unchanged, 1 fixed.

    ### What decides

    | Severity | Id | Package | Version | Fixed in | Notes |
    | --- | --- | --- | --- | --- | --- |
    | high | <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-0001">CVE-2026-0001</a> | <code>openssl</code> | <code>3.0.1</code> | 3.0.2 | new |

    <details><summary>1 other finding</summary>

    | Severity | Id | Package | Version | Fixed in |
    | --- | --- | --- | --- | --- |
    | low | <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-0001">CVE-2026-0002</a> | <code>openssl</code> | <code>3.0.1</code> | 3.0.2 |

    </details>

    <details><summary>1 fixed since the baseline</summary>

    | Severity | Id | Package | Version there |
    | --- | --- | --- | --- |
    | high | <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-0001">CVE-2026-0099</a> | <code>openssl</code> | <code>3.0.1</code> |

    </details>
    "
  `);
});

describe('the marker', () => {
  const registry = (account: string): string => `${account}.dkr.ecr.eu-west-1.amazonaws.com`;
  const marker = (image: Partial<JudgedImage> = {}, job: Partial<CommentSource> = {}): string =>
    commentOf(judgedOf([], image), { ...source, ...job }).marker;

  test('is the first line, and hidden', () => {
    const { marker: first, body } = commentOf(judgedOf(), source);
    expect(body.split('\n')[0]).toBe(first);
    expect(first).toBe('<!-- slipway scan-image baafbb team%2Fweb deploy staging -->');
  });

  test('is that of the last run', () => {
    expect(marker({ digest: `sha256:${'c'.repeat(64)}` })).toBe(marker());
  });

  test('differs by repository, account, workflow and job', () => {
    const markers = [
      marker(),
      marker({ repository: 'api' }),
      marker({ registry: registry('999999999999') }),
      marker({}, { workflow: 'preview' }),
      marker({}, { jobId: 'production' }),
      marker({}, { workflow: undefined }),
      marker({}, { jobId: undefined }),
    ];
    expect(new Set(markers).size).toBe(markers.length);
  });

  test('does not tell the number of the account', () => {
    expect(commentOf(judgedOf([], { registry: registry('999999999999') }), source).body).not.toMatch(/9{12}/);
  });

  test('is no place to break out of', () => {
    expect(marker({}, { jobId: '--> @team <b>' })).toMatch(/^<!-- slipway scan-image [\w.% ]+ -->$/);
  });
});

test('nobody is called, no issue is marked, no picture is loaded', () => {
  const text =
    '@team #12 GH-12 a/b#12 ![i](https://e/i.png) <img src=x> https://github.com/a/b/issues/1 www.e.com';
  const judged = failing(
    judgedOf([
      assessed({
        id: text,
        package: text,
        version: text,
        fixedIn: text,
        link: 'https://github.com/a/b/issues/1',
      }),
    ]),
    { reason: text },
  );
  const { body } = commentOf(
    {
      ...judged,
      warnings: [text],
      gaps: [{ platform: text, gap: 'unscannable', reason: text }],
    },
    source,
  );
  const outsideCode = body
    .replace(/<code>[^<]*<\/code>/g, '')
    .replace(/^## |^### /gm, '')
    .replaceAll('&#8203;', '\u200b');
  const read = outsideCode.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));
  expect(read).not.toMatch(/@\w|#\d|GH-\d/);
  expect(body).not.toMatch(/<img|!\[|<a |https?:\/\//);
});

test('it fits into what GitHub takes, whatever is in it, and ends after a whole row', () => {
  const hostile = '@#<&|'.repeat(1000);
  const findings = Array.from({ length: 1000 }, (_, index) =>
    assessed({ id: `${String(index)}${hostile}`, package: hostile, version: hostile, fixedIn: hostile }),
  );
  const judged = { ...judgedOf(findings), warnings: findings.map(() => hostile) };
  const { body } = commentOf(failing(judged, { reason: hostile }), source);
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body.match(/^\| high .* \|$/gm)?.length).toBeGreaterThan(2);
  expect(body).toContain('are not shown here');
});

test('of 100,000 findings the worst are told', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => assessed({ id: `CVE-${String(index)}` }));
  const { body } = commentOf(failing(judgedOf(many)), source);
  expect(body.match(/^\| high \| <a /gm)).toHaveLength(50);
  expect(body).toContain('99950 more are not shown here');
});

test('it names no account, role or session', () => {
  const warning =
    'AWS denied it: User: arn:aws:sts::123456789012:assumed-role/gha_scan/GitHubActions@1 is not authorized on arn:aws-cn:inspector2:x:210987654321:finding/abc. Ask 123456789012.';
  const { body } = commentOf(judgedOf([], { warnings: [warning, '`tag` 202611221030'] }), source);
  expect(body).toContain(
    '- AWS denied it: User: (ARN in the log) is not authorized on (ARN in the log). Ask (account).\n',
  );
  expect(body).toContain('202611221030');
});

test('it is whole where the registry was never known', () => {
  expect(commentOf(judgedOf([], { registry: '' }), source).body).toContain(
    '## ✅ Scan of <code>team/web</code>: passed\n',
  );
});
