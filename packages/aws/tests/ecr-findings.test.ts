import { describe, expect, test } from '@jest/globals';
import { ECRClient } from '@aws-sdk/client-ecr';
import { EcrScans, type ScanLook } from '../src/ecr-scan.ts';
import type { ScanFindings } from '../src/ecr-findings.ts';
import { wire, type Answer, type SentCall } from './wire.ts';

const digest = `sha256:${'a'.repeat(64)}`;

async function look(
  ...answers: readonly Answer[]
): Promise<{ readonly look: ScanLook; readonly sent: readonly SentCall[] }> {
  const { sent, options } = wire(...answers);
  const scans = new EcrScans({ region: 'eu-west-1' }, new ECRClient(options));
  return { look: await scans.look('web', digest), sent };
}

async function findings(...answers: readonly Answer[]): Promise<ScanFindings | undefined> {
  const { look: seen } = await look(...answers);
  return seen.kind === 'status' ? seen.findings : undefined;
}

/** As ECR writes times on the wire: seconds. */
const completedAt = 1_800_000_000;

const page = (name: string, more: { status?: string; nextToken?: string; at?: number } = {}): Answer => ({
  body: {
    imageScanStatus: { status: more.status ?? 'COMPLETE' },
    imageScanFindings: {
      imageScanCompletedAt: more.at ?? completedAt,
      findingSeverityCounts: { CRITICAL: 1, HIGH: 1 },
      findings: [
        {
          name,
          severity: 'HIGH',
          uri: 'https://example.test/cve',
          description: 'bad',
          attributes: [
            { key: 'package_version', value: '1.2' },
            { key: 'package_name', value: 'openssl' },
            { key: 'CVSS3_SCORE', value: '7.5' },
          ],
        },
      ],
    },
    ...(more.nextToken === undefined ? {} : { nextToken: more.nextToken }),
  },
});

describe('findings', () => {
  test('come from all pages, with the time and the counts of their scan', async () => {
    const { look: seen, sent } = await look(page('CVE-1', { nextToken: 'more' }), page('CVE-2'));
    const found = {
      related: [],
      severity: 'HIGH',
      package: 'openssl',
      version: '1.2',
      packageManager: '',
      path: undefined,
      fix: undefined,
      fixedIn: undefined,
      firstObservedAt: undefined,
      publishedAt: undefined,
      score: 7.5,
      arn: undefined,
      state: 'active',
      link: 'https://example.test/cve',
      description: 'bad',
    };
    expect(seen).toEqual({
      kind: 'status',
      status: 'COMPLETE',
      description: undefined,
      findings: {
        completedAt: new Date(completedAt * 1000),
        counted: 2,
        listed: 2,
        shape: 'basic',
        found: [
          { id: 'CVE-1', ...found },
          { id: 'CVE-2', ...found },
        ],
      },
    });
    expect(sent[1]?.input).toMatchObject({ maxResults: 1000, nextToken: 'more' });
  });

  test('of a page that does not repeat the time belong to the scan all the same', async () => {
    const { imageScanStatus, imageScanFindings } = page('CVE-2').body as Record<string, object>;
    const bare: Answer = {
      body: { imageScanStatus, imageScanFindings: { ...imageScanFindings, imageScanCompletedAt: undefined } },
    };
    const seen = await findings(page('CVE-1', { nextToken: 'more' }), bare);
    expect(seen?.found.map(({ id }) => id)).toEqual(['CVE-1', 'CVE-2']);
  });

  test('that are not there yet have neither time nor counts', async () => {
    const answer = { imageScanStatus: { status: 'COMPLETE' }, imageScanFindings: { findings: [] } };
    expect(await findings({ body: answer })).toEqual({
      completedAt: undefined,
      counted: undefined,
      listed: 0,
      shape: 'none',
      found: [],
    });
  });
});

describe('reading page after page ends', () => {
  test('with a failure where a page leads back to one that was read', async () => {
    const round = [page('CVE-1', { nextToken: 'a' }), page('CVE-2', { nextToken: 'b' })];
    await expect(look(...round, page('CVE-3', { nextToken: 'a' }), page('CVE-4'))).rejects.toMatchObject({
      kind: 'upstream',
      code: 'pages-without-end',
      message: `AWS does not come to the end of the findings of web@${digest}: a page leads back to one that was read before. Re-run the job.`,
    });
  });

  test('with the run, between two pages', async () => {
    const { sent, options } = wire(page('CVE-1', { nextToken: 'a' }), page('CVE-2'));
    const cancelled = { aborted: true };
    const scans = new EcrScans({ region: 'eu-west-1' }, new ECRClient(options), cancelled);
    await expect(scans.look('web', digest)).rejects.toMatchObject({
      code: 'cancelled',
      message: 'Cancelled while reading the findings of web. Run it again when you are ready.',
    });
    expect(sent).toHaveLength(1);
  });
});

describe('pages that are not of one scan', () => {
  const first = page('CVE-1', { nextToken: 'more' });

  test.each<[string, Answer, string]>([
    [
      'the findings lapsed',
      { body: { imageScanStatus: { status: 'FINDINGS_UNAVAILABLE' } } },
      'FINDINGS_UNAVAILABLE',
    ],
    ['a scan began and keeps the old findings', page('CVE-2', { status: 'IN_PROGRESS' }), 'IN_PROGRESS'],
    ['another scan was completed', page('CVE-2', { at: completedAt + 9 }), 'COMPLETE'],
  ])('give the newest status and no finding: %s', async (_, second, status) => {
    expect((await look(first, second)).look).toMatchObject({ status, findings: undefined });
  });

  test('tell of an image whose scan is gone', async () => {
    expect((await look(first, { error: 'ScanNotFoundException' })).look).toEqual({ kind: 'never-scanned' });
  });
});
