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
  test('gives status and description, and nothing found when nothing is said of it', async () => {
    const { scans, sent } = gateway({
      body: { imageScanStatus: { status: 'FAILED', description: 'no OS' } },
    });
    expect(await scans.look('web', digest)).toEqual({
      kind: 'status',
      status: 'FAILED',
      description: 'no OS',
      findings: undefined,
    });
    expect(sent).toEqual([
      {
        operation: 'DescribeImageScanFindings',
        input: { repositoryName: 'web', imageId: { imageDigest: digest }, maxResults: 1000 },
      },
    ]);
  });

  test('tells an image that was never scanned from one that is not there', async () => {
    const { scans } = gateway(
      { error: 'ScanNotFoundException', body: { message: 'no' } },
      { error: 'ImageNotFoundException', body: { message: 'no' } },
    );
    expect(await scans.look('web', digest)).toEqual({ kind: 'never-scanned' });
    expect(await scans.look('web', digest)).toEqual({ kind: 'not-shown' });
  });

  test('has no patience with a repository that is not there', async () => {
    const { scans } = gateway({ error: 'RepositoryNotFoundException', body: { message: 'no' } });
    await expect(scans.look('web', digest)).rejects.toMatchObject({ code: 'repository-not-found' });
  });

  test.each(['PENDING', 'IN_PROGRESS', 'FAILED', 'LIMIT_EXCEEDED'])(
    'does not read on what stands beside %s',
    async (status) => {
      const imageScanFindings = { imageScanCompletedAt: 1, findings: [{ name: 'CVE-1' }] };
      const body = { imageScanStatus: { status }, imageScanFindings, nextToken: 'more' };
      const { scans, sent } = gateway({ body });
      expect(await scans.look('web', digest)).toMatchObject({ status, findings: undefined });
      expect(sent).toHaveLength(1);
    },
  );

  test('is denied at once', async () => {
    const { scans, sent } = gateway({ error: 'AccessDeniedException', body: { message: 'no' } });
    await expect(scans.look('web', digest)).rejects.toMatchObject({ kind: 'setup', code: 'access-denied' });
    expect(sent).toHaveLength(1);
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

  test.each<[string, Answer, string]>([
    ['throttled', { error: 'ThrottlingException', body: { message: 'Rate exceeded' } }, 'throttled'],
    ['out of order', { error: 'ServerException', status: 500, body: { message: 'no' } }, 'aws-unavailable'],
  ])('%s is no answer, and no end', async (_, answer, code) => {
    const { scans } = gateway(answer);
    expect(await scans.start('web', digest)).toMatchObject({
      kind: 'unanswered',
      failure: { kind: 'upstream', code },
    });
  });

  test('any other validation error is a failure', async () => {
    const { scans } = gateway({ error: 'ValidationException', body: { message: 'bad digest' } });
    await expect(scans.start('web', digest)).rejects.toMatchObject({ code: 'refused-by-aws' });
  });
});
