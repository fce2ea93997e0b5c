import { describe, expect, test } from '@jest/globals';
import { ECRClient } from '@aws-sdk/client-ecr';
import { EcrScanSettings, type RepositoryScanning } from '../src/ecr-scan-settings.ts';
import { wire, type Answer, type SentCall } from './wire.ts';

const account = '111122223333';

const registry = (scanType?: string): Answer => ({
  body: { registryId: account, scanningConfiguration: { scanType, rules: [] } },
});

const repository = (settings: Readonly<Record<string, unknown>>): Answer => ({
  body: { scanningConfigurations: [{ repositoryName: 'web', ...settings }], failures: [] },
});

const failed = (failureCode: string, failureReason?: string): Answer => ({
  body: { failures: [{ repositoryName: 'web', failureCode, failureReason }] },
});

const filters = { appliedScanFilters: [{ filter: '*', filterType: 'WILDCARD' }] };

function asking(
  registryId: string | undefined,
  ...answers: readonly Answer[]
): { readonly told: Promise<RepositoryScanning>; readonly sent: readonly SentCall[] } {
  const { sent, options } = wire(...answers);
  const settings = new EcrScanSettings({ region: 'eu-west-1', registryId }, new ECRClient(options));
  return { told: settings.of('web'), sent };
}

test('the registry is asked who scans, and the repository whether by itself', async () => {
  const { told, sent } = asking(account, registry('BASIC'), repository({ scanOnPush: true }));
  expect(await told).toEqual({ kind: 'basic', onPush: true });
  expect(sent).toEqual([
    { operation: 'GetRegistryScanningConfiguration', input: {} },
    { operation: 'BatchGetRepositoryScanningConfiguration', input: { repositoryNames: ['web'] } },
  ]);
});

test.each<[string, string, Readonly<Record<string, unknown>>, RepositoryScanning]>([
  [
    'basic, by hand',
    'BASIC',
    { scanOnPush: false, scanFrequency: 'MANUAL' },
    { kind: 'basic', onPush: false },
  ],
  [
    'basic, on push by a filter of the registry',
    'BASIC',
    { scanOnPush: false, scanFrequency: 'SCAN_ON_PUSH', ...filters },
    { kind: 'basic', onPush: true },
  ],
  ['basic, and nothing said', 'BASIC', {}, { kind: 'basic', onPush: false }],
  [
    'enhanced, always',
    'ENHANCED',
    { scanFrequency: 'CONTINUOUS_SCAN' },
    { kind: 'enhanced', scans: 'continuously' },
  ],
  [
    'enhanced, on push',
    'ENHANCED',
    { scanFrequency: 'SCAN_ON_PUSH' },
    { kind: 'enhanced', scans: 'on-push' },
  ],
  ['enhanced, elsewhere', 'ENHANCED', { scanFrequency: 'MANUAL' }, { kind: 'enhanced', scans: 'never' }],
  ['enhanced, by a filter alone', 'ENHANCED', filters, { kind: 'enhanced', scans: 'on-push' }],
  // The setting of the repository itself is of basic scanning only.
  ['enhanced, and nothing said', 'ENHANCED', { scanOnPush: true }, { kind: 'enhanced', scans: 'never' }],
])('%s', async (_, scanType, settings, expected) => {
  expect(await asking(undefined, registry(scanType), repository(settings)).told).toEqual(expected);
});

const denied: Answer = { error: 'AccessDeniedException', body: { message: 'no' } };

test.each<[string, readonly Answer[], RepositoryScanning]>([
  [
    'the registry may not be asked',
    [denied],
    {
      kind: 'unknown',
      reason: 'this job may not ask for it (ecr:GetRegistryScanningConfiguration)',
      scanType: undefined,
    },
  ],
  [
    'the repository may not be asked',
    [registry('ENHANCED'), denied],
    {
      kind: 'unknown',
      reason: 'this job may not ask for it (ecr:BatchGetRepositoryScanningConfiguration)',
      scanType: 'enhanced',
    },
  ],
  [
    'the registry has another type',
    [registry('QUANTUM\n::error::')],
    {
      kind: 'unknown',
      reason: 'ECR names a type of scanning that is not known: QUANTUM ::error::',
      scanType: undefined,
    },
  ],
  [
    'the registry has no type',
    [registry()],
    {
      kind: 'unknown',
      reason: 'ECR names a type of scanning that is not known: no word',
      scanType: undefined,
    },
  ],
  [
    'the repository fails in a way that nobody knows',
    [registry('BASIC'), failed('SOMETHING', 'It is odd.')],
    { kind: 'unknown', reason: 'ECR says nothing of its scanning: It is odd', scanType: 'basic' },
  ],
])('it is not known when %s', async (_, answers, expected) => {
  expect(await asking(undefined, ...answers).told).toEqual(expected);
});

test('the registry of another account is asked nothing further', async () => {
  const { told, sent } = asking('444455556666', registry('ENHANCED'));
  expect(await told).toEqual({
    kind: 'unknown',
    reason: 'the scanning of registry 444455556666 is told to nobody but its own account',
    scanType: undefined,
  });
  expect(sent).toHaveLength(1);
});

describe('a failure', () => {
  test('is a repository that is not there', async () => {
    const { told } = asking(undefined, registry('BASIC'), failed('REPOSITORY_NOT_FOUND', 'It is gone'));
    await expect(told).rejects.toMatchObject({
      kind: 'setup',
      code: 'repository-not-found',
      message:
        'There is no ECR repository for web: It is gone. Check `repository`, `region` and `registry-id`, or create the repository.',
    });
  });

  test.each<[string, Answer, string, string]>([
    ['throttling', { error: 'ThrottlingException' }, 'upstream', 'throttled'],
    ['an outage', { error: 'ServerException', status: 500 }, 'upstream', 'aws-unavailable'],
    ['expired credentials', { error: 'ExpiredTokenException' }, 'setup', 'credentials-expired'],
    ['a refusal', { error: 'ValidationException' }, 'input', 'refused-by-aws'],
  ])('is %s, of either question', async (_, answer, kind, code) => {
    await expect(asking(undefined, answer).told).rejects.toMatchObject({ kind, code });
    await expect(asking(undefined, registry('BASIC'), answer).told).rejects.toMatchObject({ kind, code });
  });
});
