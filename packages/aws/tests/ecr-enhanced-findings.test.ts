/** What is made of Inspector's findings, in the shape that ECR sends them. */
import { describe, expect, test } from '@jest/globals';
import { ECRClient } from '@aws-sdk/client-ecr';
import { EcrScans } from '../src/ecr-scan.ts';
import type { ScanFinding } from '../src/ecr-finding.ts';
import type { ScanFindings } from '../src/ecr-findings.ts';
import { wire } from './wire.ts';

type Sent = Readonly<Record<string, unknown>>;

/** @param enhancedFindings as they stand on the wire, where times are seconds. */
async function read(...enhancedFindings: readonly Sent[]): Promise<ScanFindings | undefined> {
  const body = { imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: { enhancedFindings } };
  const scans = new EcrScans({ region: 'eu-west-1' }, new ECRClient(wire({ body }).options));
  const look = await scans.look('web', `sha256:${'a'.repeat(64)}`);
  return look.kind === 'status' ? look.findings : undefined;
}

const found = async (...sent: readonly Sent[]): Promise<readonly ScanFinding[]> =>
  (await read(...sent))?.found ?? [];

const about = (vulnerablePackages: readonly Sent[], more: Sent = {}): Sent => ({
  severity: 'HIGH',
  status: 'ACTIVE',
  packageVulnerabilityDetails: { vulnerabilityId: 'CVE-3', vulnerablePackages },
  ...more,
});

test('a finding has all that Inspector says of it', async () => {
  const arn = 'arn:aws:inspector2:eu-west-1:111122223333:finding/1';
  const whole = {
    findingArn: arn,
    severity: 'UNTRIAGED',
    status: 'ACTIVE',
    title: 'GHSA-1 - lodash',
    description: 'bad',
    firstObservedAt: 1_800_000_000,
    score: 9.8,
    fixAvailable: 'YES',
    resources: [{ details: { awsEcrContainerImage: { platform: 'ALPINE_LINUX_3_18' } } }],
    packageVulnerabilityDetails: {
      vulnerabilityId: 'GHSA-1',
      relatedVulnerabilities: ['CVE-2026-1'],
      sourceUrl: 'https://example.test/ghsa-1',
      vendorCreatedAt: 1_700_000_000,
      vulnerablePackages: [
        {
          name: 'lodash',
          version: '4.1.0',
          packageManager: 'NODEPKG',
          filePath: 'app/node_modules/lodash/package.json',
          fixedInVersion: '4.1.1',
        },
      ],
    },
  };
  expect(await read(whole)).toEqual({
    completedAt: undefined,
    counted: undefined,
    listed: 1,
    shape: 'enhanced',
    found: [
      {
        id: 'GHSA-1',
        related: ['CVE-2026-1'],
        severity: 'UNTRIAGED',
        package: 'lodash',
        version: '4.1.0',
        packageManager: 'NODEPKG',
        distribution: 'ALPINE_LINUX_3_18',
        path: 'app/node_modules/lodash/package.json',
        fix: 'yes',
        fixedIn: '4.1.1',
        firstObservedAt: 1_800_000_000_000,
        publishedAt: 1_700_000_000_000,
        score: 9.8,
        arn,
        state: 'active',
        link: 'https://example.test/ghsa-1',
        description: 'bad',
      },
    ],
  });
});

test('a finding that names no package is one all the same, by its title when it has no id', async () => {
  const [finding, ...others] = await found({ severity: 'UNTRIAGED', title: 'CVE-4 - curl' });
  expect(finding).toMatchObject({ id: 'CVE-4 - curl', package: '', version: '', fix: undefined });
  expect(others).toEqual([]);
});

test.each([
  [{ version: '2.3', release: '4', epoch: 1 }, '1:2.3-4'],
  [{ version: '7.88.1', release: '10+deb12u8', epoch: 0 }, '7.88.1-10+deb12u8'],
  [{ version: '3.1.4', release: 'r5' }, '3.1.4-r5'],
  [{ version: '4.17.20', release: '', epoch: 0 }, '4.17.20'],
  [{}, ''],
])('the version of %j is written %s', async (sent, written) => {
  expect((await found(about([sent]))).map(({ version }) => version)).toEqual([written]);
});

describe('a fix', () => {
  const none = { name: 'b', fixedInVersion: 'NotAvailable' };
  const some = { name: 'a', fixedInVersion: '2' };
  const unsaid = { name: 'c' };

  test.each<[string, string | undefined, readonly Sent[], readonly ScanFinding['fix'][]]>([
    ['of every package, and each with its version', 'YES', [some, some], ['yes', 'yes']],
    ['of every package, and no version is said', 'YES', [unsaid], ['yes']],
    ['of every package, but one has none', 'YES', [some, none], ['yes', 'partial']],
    ['of every package, but none has one', 'YES', [none], ['partial']],
    ['of some packages', 'PARTIAL', [some, none], ['yes', 'no']],
    ['of some packages, but none has one', 'PARTIAL', [none, none], ['partial', 'partial']],
    ['of some packages, and no version is said', 'PARTIAL', [unsaid], ['partial']],
    ['of none', 'NO', [none, unsaid], ['no', 'no']],
    ['of none, but a version that has it', 'NO', [some], ['yes']],
    ['not spoken of, but a version that has it', undefined, [some, none], ['yes', 'no']],
    ['not spoken of', undefined, [unsaid, { fixedInVersion: '' }], [undefined, undefined]],
    ['in a word that nobody knows', 'SOON', [unsaid], [undefined]],
  ])('%s', async (_, fixAvailable, packages, fixes) => {
    const seen = await found(about(packages, { fixAvailable }));
    expect(seen.map(({ fix }) => fix)).toEqual(fixes);
  });

  test('that is not available has no version, however that is written', async () => {
    const packages = ['NotAvailable', 'Not Available', '', '0:1.2-3'].map((fixedInVersion) => ({
      fixedInVersion,
    }));
    expect((await found(about(packages))).map(({ fixedIn }) => fixedIn)).toEqual([
      undefined,
      undefined,
      undefined,
      '0:1.2-3',
    ]);
  });
});

test('what Inspector suppresses is told as such, and what it has closed is not found', async () => {
  const statuses = ['ACTIVE', 'SUPPRESSED', 'CLOSED', 'SOMETHING', undefined];
  const seen = await read(...statuses.map((status) => about([{}], { status })));
  expect(seen?.listed).toBe(4);
  expect(seen?.found.map(({ state }) => state)).toEqual(['active', 'suppressed', 'active', 'active']);
});

test.each<[string, Sent, number | undefined]>([
  ['Inspector’s own', { score: 8.1, cvss: [9.9] }, 8.1],
  ['the highest of the others where Inspector gives none', { score: 0, cvss: [5.5, 7.1] }, 7.1],
  ['0 where nobody gives one', { score: 0, cvss: [] }, 0],
  ['unknown where nobody speaks of one', { cvss: [] }, undefined],
])('the score is %s', async (_, { cvss, ...said }, score) => {
  const scores = (cvss as readonly number[]).map((baseScore) => ({ baseScore }));
  const details = { vulnerabilityId: 'CVE-3', cvss: scores };
  const [finding] = await found(about([], { ...said, packageVulnerabilityDetails: details }));
  expect(finding?.score).toBe(score);
});
