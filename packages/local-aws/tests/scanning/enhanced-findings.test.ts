/** What an enhanced finding says, member by member, as the SDK reads it. */
import { expect, test } from '@jest/globals';
import { pushImage } from '../ecr-images.ts';
import { continuous, entry, finding, onScans } from './scan-stage.ts';

const known = finding('CVE-2026-1', {
  severity: 'CRITICAL',
  title: 'CVE-2026-1 - lodash',
  description: 'An example.',
  package: 'lodash',
  version: '4.17.20',
  packageManager: 'NODEPKG',
  path: 'app/node_modules/lodash/package.json',
  fixed: '4.17.21',
  score: 9.1,
  published: '2025-10-20',
  since: '2025-11-01T06:00:00Z',
  exploit: true,
});

test('it has every member that Inspector gives', () =>
  onScans({ scanning: continuous, images: [entry([known])] }, async ({ clock, look }) => {
    const pushedAt = new Date(clock.now());
    clock.advance(2000);
    const at = new Date(clock.now());
    const { imageScanFindings, imageId } = await look();
    expect(imageScanFindings?.imageScanCompletedAt).toEqual(at);
    expect(imageScanFindings?.enhancedFindings).toEqual([
      {
        awsAccountId: '123456789012',
        findingArn: expect.stringMatching(
          /^arn:aws:inspector2:eu-west-1:123456789012:finding\/[0-9a-f]{32}$/,
        ),
        type: 'PACKAGE_VULNERABILITY',
        title: 'CVE-2026-1 - lodash',
        description: 'An example.',
        severity: 'CRITICAL',
        score: 9.1,
        scoreDetails: { cvss: { adjustments: [], score: 9.1, scoreSource: 'NVD', version: '3.1' } },
        status: 'ACTIVE',
        firstObservedAt: new Date('2025-11-01T06:00:00Z'),
        lastObservedAt: at,
        updatedAt: at,
        fixAvailable: 'YES',
        exploitAvailable: 'YES',
        remediation: { recommendation: { text: 'None Provided' } },
        packageVulnerabilityDetails: {
          vulnerabilityId: 'CVE-2026-1',
          source: 'NVD',
          sourceUrl: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1',
          vendorCreatedAt: new Date('2025-10-20'),
          vendorUpdatedAt: new Date('2025-10-20'),
          vendorSeverity: 'CRITICAL',
          cvss: [{ baseScore: 9.1, source: 'NVD', version: '3.1' }],
          relatedVulnerabilities: [],
          referenceUrls: ['https://nvd.nist.gov/vuln/detail/CVE-2026-1'],
          vulnerablePackages: [
            {
              name: 'lodash',
              version: '4.17.20',
              packageManager: 'NODEPKG',
              filePath: 'app/node_modules/lodash/package.json',
              epoch: 0,
              fixedInVersion: '4.17.21',
            },
          ],
        },
        resources: [
          {
            type: 'AWS_ECR_CONTAINER_IMAGE',
            id: `arn:aws:ecr:eu-west-1:123456789012:repository/team/web/${imageId?.imageDigest}`,
            tags: {},
            details: {
              awsEcrContainerImage: {
                architecture: 'amd64',
                imageHash: imageId?.imageDigest,
                imageTags: ['v1'],
                pushedAt,
                registry: '123456789012',
                repositoryName: 'team/web',
                inUseCount: 0,
              },
            },
          },
        ],
      },
    ]);
  }));

test('a vulnerability of several packages is one finding, and its fix is PARTIAL when only some have one', () => {
  const both = [
    finding('CVE-1', { package: 'libssl3', fixed: '3.1' }),
    finding('CVE-2'),
    finding('CVE-1', { package: 'libcrypto3' }),
  ];
  return onScans({ scanning: continuous, images: [entry(both)] }, async ({ clock, look }) => {
    clock.advance(2000);
    const { imageScanFindings } = await look();
    const told = imageScanFindings?.enhancedFindings?.map((each) => [
      each.title,
      each.fixAvailable,
      each.packageVulnerabilityDetails?.vulnerablePackages?.map(({ fixedInVersion }) => fixedInVersion),
    ]);
    expect(told).toEqual([
      ['CVE-1 - libssl3, libcrypto3', 'PARTIAL', ['3.1', 'NotAvailable']],
      ['CVE-2 - openssl', 'NO', ['NotAvailable']],
    ]);
    expect(imageScanFindings?.findingSeverityCounts).toEqual({ HIGH: 2 });
  });
});

test('severity, status and fix are told as the world has them', () => {
  const odd = [
    finding('CVE-1', { severity: 'UNTRIAGED', status: 'SUPPRESSED', fixAvailable: 'PARTIAL' }),
    finding('GHSA-1', { status: 'CLOSED' }),
  ];
  return onScans({ scanning: continuous, images: [entry(odd)] }, async ({ clock, look }) => {
    clock.advance(2000);
    const { imageScanFindings } = await look();
    const told = imageScanFindings?.enhancedFindings?.map((each) => [
      each.severity,
      each.status,
      each.fixAvailable,
      each.packageVulnerabilityDetails?.source,
    ]);
    expect(told).toEqual([
      ['UNTRIAGED', 'SUPPRESSED', 'PARTIAL', 'NVD'],
      ['HIGH', 'CLOSED', 'NO', 'GITHUB'],
    ]);
    expect(imageScanFindings?.findingSeverityCounts).toEqual({ UNTRIAGED: 1, HIGH: 1 });
  });
});

test('the ARN of a finding is the same at every look, and another one in another image', () =>
  onScans({ scanning: continuous, images: [entry([finding('CVE-1')])] }, async (stage) => {
    await pushImage(stage, {
      repository: 'team/web',
      tags: ['v2'],
      files: [{ path: 'other.js', content: 'other' }],
    });
    stage.clock.advance(2000);
    const arnOf = async (imageTag: string) =>
      (await stage.look({ imageId: { imageTag } })).imageScanFindings?.enhancedFindings?.[0]?.findingArn;
    const [one, again, other] = [await arnOf('v1'), await arnOf('v1'), await arnOf('v2')];
    expect(one).toBe(again);
    expect(one).not.toBe(other);
  }));
