/** Inspector's details of findings, over its own wire protocol. */
import { describe, expect, test } from '@jest/globals';
import { ListFindingsCommand } from '@aws-sdk/client-inspector2';
import type { FindingWorld } from '../../src/world.ts';
import { continuous, details, entry, finding, onScans, type ScanStage } from './scan-stage.ts';

const onFindings = (
  findings: readonly FindingWorld[],
  scene: (stage: ScanStage, arns: readonly string[]) => Promise<void>,
  more: object = {},
) =>
  onScans({ scanning: continuous, images: [entry(findings)], ...more }, async (stage) => {
    stage.clock.advance(2000);
    const { imageScanFindings } = await stage.look();
    const arns = imageScanFindings?.enhancedFindings?.map(({ findingArn = '' }) => findingArn);
    await scene(stage, arns ?? []);
  });

const arnOf = (more: { readonly account?: string; readonly region?: string } = {}): string =>
  `arn:aws:inspector2:${more.region ?? 'eu-west-1'}:${more.account ?? '123456789012'}:finding/${'0'.repeat(32)}`;

test('a finding that is known to be exploited has CISA’s data, a probability, and what was observed', () =>
  onFindings([finding('CVE-2026-1', { kev: '2025-12-01', epss: 0.93 })], async (stage, [arn = '']) => {
    const { findingDetails, errors } = await details(stage, arn);
    expect(errors).toEqual([]);
    expect(findingDetails).toEqual([
      {
        findingArn: arn,
        cisaData: {
          dateAdded: new Date('2025-12-01'),
          dateDue: new Date('2025-12-22'),
          action: 'Apply updates per vendor instructions.',
        },
        epssScore: 0.93,
        exploitObserved: { firstSeen: new Date('2025-12-01'), lastSeen: new Date('2025-12-01') },
        riskScore: 75,
        evidences: [
          {
            evidenceRule: 'Listed by CISA as known to be exploited',
            evidenceDetail: '1 sighting on 1 source',
            severity: 'Critical',
          },
        ],
        ttps: ['TA0001', 'TA0002'],
        tools: ['Metasploit'],
        referenceUrls: ['https://nvd.nist.gov/vuln/detail/CVE-2026-1'],
        cwes: [],
      },
    ]);
  }));

test('one that nobody exploits has neither', () =>
  onFindings([finding('CVE-2026-1')], async (stage, [arn = '']) => {
    const { findingDetails } = await details(stage, arn);
    expect(findingDetails?.[0]).toMatchObject({ findingArn: arn, evidences: [], ttps: [], tools: [] });
    expect(findingDetails?.[0]?.cisaData).toBeUndefined();
    expect(findingDetails?.[0]?.epssScore).toBeUndefined();
  }));

describe('errors stand beside the details of the others', () => {
  test('for findings that are not there, of somebody else’s account, and of another Region', () =>
    onFindings([finding('CVE-1')], async (stage, [arn = '']) => {
      const strange = [arnOf(), arnOf({ account: '111111111111' }), arnOf({ region: 'us-east-1' })];
      const { findingDetails, errors } = await details(stage, arn, ...strange);
      expect(findingDetails?.map(({ findingArn }) => findingArn)).toEqual([arn]);
      expect(errors?.map(({ findingArn, errorCode }) => [findingArn, errorCode])).toEqual([
        [strange[0], 'FINDING_DETAILS_NOT_FOUND'],
        [strange[1], 'ACCESS_DENIED'],
        [strange[2], 'INVALID_INPUT'],
      ]);
    }));

  test.each(['ACCESS_DENIED', 'FINDING_DETAILS_NOT_FOUND', 'INTERNAL_ERROR', 'INVALID_INPUT'] as const)(
    'as the world says: %s',
    (detailsError) =>
      onFindings([finding('CVE-1', { detailsError }), finding('CVE-2')], async (stage, arns) => {
        const { findingDetails, errors } = await details(stage, ...arns);
        expect(findingDetails).toHaveLength(1);
        expect(errors).toEqual([
          { findingArn: arns[0], errorCode: detailsError, errorMessage: expect.any(String) },
        ]);
      }),
  );
});

test.each([
  ['none', []],
  ['eleven', Array.from({ length: 11 }, () => arnOf())],
  ['one that is no ARN', ['finding/1']],
])('a request with %s is not valid', (_name, arns) =>
  onScans({ scanning: continuous }, async (stage) => {
    await expect(details(stage, ...arns)).rejects.toMatchObject({
      name: 'ValidationException',
      reason: 'FIELD_VALIDATION_FAILED',
      $metadata: { httpStatusCode: 400 },
    });
  }),
);

test('ten are answered at once, in their order', () =>
  onFindings([finding('CVE-{n}', { repeat: 10 })], async (stage, arns) => {
    const { findingDetails } = await details(stage, ...arns);
    expect(findingDetails?.map(({ findingArn }) => findingArn)).toEqual(arns);
    expect(arns).toHaveLength(10);
  }));

test('whoever is denied is told so as by Inspector', () =>
  onFindings(
    [finding('CVE-1')],
    async (stage, [arn = '']) => {
      await expect(details(stage, arn)).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining('inspector2:BatchGetFindingDetails'),
        $metadata: { httpStatusCode: 403 },
      });
    },
    { deny: [{ action: 'inspector2:*', resource: '*' }] },
  ));

test('whoever has an expired session is told so as by REST', () =>
  onScans({ credentials: { expireAfter: 1000 } }, async (stage) => {
    stage.clock.advance(1000);
    await expect(details(stage, arnOf())).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      $metadata: { httpStatusCode: 403 },
    });
  }));

test('a fault strikes it by its name, with the status that Inspector has for the error', () => {
  const fault = {
    operation: 'inspector2:BatchGetFindingDetails',
    resource: '*',
    error: 'ThrottlingException',
    message: 'Slow down.',
    skip: 0,
    times: 1,
    when: 'before' as const,
    delay: 0,
  };
  return onFindings(
    [finding('CVE-1')],
    async (stage, [arn = '']) => {
      await expect(details(stage, arn)).rejects.toMatchObject({
        name: 'ThrottlingException',
        $metadata: { httpStatusCode: 429 },
      });
      expect((await details(stage, arn)).findingDetails).toHaveLength(1);
    },
    { faults: [fault] },
  );
});

test('everything else of Inspector is not there, by name', () =>
  onScans({ scanning: continuous }, async ({ inspector }) => {
    await expect(inspector.send(new ListFindingsCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('inspector2:ListFindings'),
    });
  }));
