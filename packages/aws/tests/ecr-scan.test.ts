import { describe, expect, test } from '@jest/globals';
import { ECRClient } from '@aws-sdk/client-ecr';
import { EcrScans } from '../src/ecr-scan.ts';
import { wire, type Answer, type SentCall } from './wire.ts';

const digest = `sha256:${'a'.repeat(64)}`;

function gateway(...answers: readonly Answer[]): {
  readonly scans: EcrScans;
  readonly sent: readonly SentCall[];
} {
  const { sent, options } = wire(...answers);
  return { scans: new EcrScans({ region: 'eu-west-1' }, new ECRClient(options)), sent };
}

describe('a look', () => {
  test('gives status and description, and asks for no more findings than it must', async () => {
    const { scans, sent } = gateway({
      body: { imageScanStatus: { status: 'FAILED', description: 'no OS' } },
    });
    expect(await scans.look('web', digest)).toEqual({
      kind: 'status',
      status: 'FAILED',
      description: 'no OS',
    });
    expect(sent[0]).toEqual({
      operation: 'DescribeImageScanFindings',
      input: { repositoryName: 'web', imageId: { imageDigest: digest }, maxResults: 1 },
    });
  });

  test('tells an image that was never scanned from one that is not there', async () => {
    const { scans } = gateway(
      { error: 'ScanNotFoundException', body: { message: 'no' } },
      { error: 'ImageNotFoundException', body: { message: 'no' } },
    );
    expect(await scans.look('web', digest)).toEqual({ kind: 'never-scanned' });
    await expect(scans.look('web', digest)).rejects.toMatchObject({ kind: 'input', code: 'image-not-found' });
  });

  test('is denied at once', async () => {
    const { scans, sent } = gateway({ error: 'AccessDeniedException', body: { message: 'no' } });
    await expect(scans.look('web', digest)).rejects.toMatchObject({ kind: 'setup', code: 'access-denied' });
    expect(sent).toHaveLength(1);
  });
});

describe('findings', () => {
  test('come from all pages', async () => {
    const page = (name: string): object => ({
      findings: [
        {
          name,
          severity: 'HIGH',
          uri: 'https://example.test/cve',
          description: 'bad',
          attributes: [
            { key: 'package_version', value: '1.2' },
            { key: 'package_name', value: 'openssl' },
          ],
        },
      ],
    });
    const { scans, sent } = gateway(
      { body: { imageScanFindings: page('CVE-1'), nextToken: 'more' } },
      { body: { imageScanFindings: page('CVE-2') } },
    );
    const found = await scans.findings('web', digest);
    expect(found.map(({ id }) => id)).toEqual(['CVE-1', 'CVE-2']);
    expect(found[0]).toEqual({
      id: 'CVE-1',
      severity: 'HIGH',
      package: 'openssl',
      version: '1.2',
      fixedIn: undefined,
      link: 'https://example.test/cve',
      description: 'bad',
    });
    expect(sent[1]?.input).toMatchObject({ maxResults: 1000, nextToken: 'more' });
  });

  test('of Inspector are one for each package, with the version that repairs it', async () => {
    const { scans } = gateway({
      body: {
        imageScanFindings: {
          enhancedFindings: [
            {
              severity: 'CRITICAL',
              title: 'CVE-3 - libc',
              packageVulnerabilityDetails: {
                vulnerabilityId: 'CVE-3',
                vulnerablePackages: [
                  { name: 'libc6', version: '2', fixedInVersion: '3' },
                  { name: 'libc-bin', version: '2', fixedInVersion: 'NotAvailable' },
                ],
              },
            },
            { severity: 'UNTRIAGED', title: 'CVE-4' },
          ],
        },
      },
    });
    const found = await scans.findings('web', digest);
    expect(found.map((each) => [each.id, each.severity, each.package, each.fixedIn])).toEqual([
      ['CVE-3', 'CRITICAL', 'libc6', '3'],
      ['CVE-3', 'CRITICAL', 'libc-bin', undefined],
      ['CVE-4', 'UNTRIAGED', '', undefined],
    ]);
  });
});

describe('starting a scan', () => {
  test.each<[string, Answer, string]>([
    ['nothing against it', { body: {} }, 'started'],
    ['one was made within a day', { error: 'LimitExceededException' }, 'coming'],
    [
      'Inspector scans here',
      { error: 'ValidationException', body: { message: 'This feature is disabled' } },
      'enhanced',
    ],
    ['not allowed to start one', { error: 'AccessDeniedException' }, 'denied'],
    ['not an image that can be scanned', { error: 'UnsupportedImageTypeException' }, 'unsupported'],
    ['archived', { error: 'ImageArchivedException' }, 'archived'],
  ])('%s', async (_, answer, expected) => {
    const { scans } = gateway(answer);
    expect(await scans.start('web', digest)).toBe(expected);
  });

  test('any other validation error is a failure', async () => {
    const { scans } = gateway({ error: 'ValidationException', body: { message: 'bad digest' } });
    await expect(scans.start('web', digest)).rejects.toMatchObject({ code: 'refused-by-aws' });
  });
});
