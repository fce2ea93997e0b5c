/** Findings as Inspector has them: one for each vulnerability of an image, with all the packages that it is in. */
import { createHash } from 'node:crypto';
import type {
  EnhancedImageScanFinding,
  PackageVulnerabilityDetails,
  VulnerablePackage,
} from '@aws-sdk/client-ecr';
import type { FindingWorld } from '../../world.ts';
import type { LayeredFinding, Vulnerability } from './found.ts';

/** The image that findings are about, as they tell it. */
export interface ScannedImage {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Date;
  /** `amd64`; undefined where its configuration does not say. */
  readonly architecture: string | undefined;
}

/** Always the same for one vulnerability in one image. */
export function findingArn({ account, region, repository, digest }: ScannedImage, id: string): string {
  const hash = createHash('sha256').update(`${repository}@${digest} ${id}`).digest('hex').slice(0, 32);
  return `arn:aws:inspector2:${region}:${account}:finding/${hash}`;
}

/** @param observedAt when the scan was made that found it. */
export function enhancedFinding(
  vulnerability: Vulnerability,
  image: ScannedImage,
  observedAt: Date,
): EnhancedImageScanFinding {
  const [first] = vulnerability;
  const score = scoreOf(first);
  return {
    awsAccountId: image.account,
    findingArn: findingArn(image, first.id),
    type: 'PACKAGE_VULNERABILITY',
    title: first.title ?? `${first.id} - ${vulnerability.map((each) => each.package).join(', ')}`,
    description: first.description,
    severity: first.severity,
    score,
    scoreDetails: { cvss: { adjustments: [], score, scoreSource: 'NVD', version: '3.1' } },
    status: first.status ?? 'ACTIVE',
    firstObservedAt: first.since === undefined ? observedAt : new Date(first.since),
    lastObservedAt: observedAt,
    updatedAt: observedAt,
    fixAvailable: fixOf(vulnerability),
    exploitAvailable: isExploited(first) ? 'YES' : 'NO',
    remediation: { recommendation: { text: 'None Provided' } },
    packageVulnerabilityDetails: detailsOf(vulnerability, score),
    resources: [resourceOf(image)],
  };
}

function detailsOf(vulnerability: Vulnerability, score: number): PackageVulnerabilityDetails {
  const [{ id, severity, published }] = vulnerability;
  const sourceUrl = pageOf(id);
  const publishedAt = published === undefined ? undefined : new Date(published);
  return {
    vulnerabilityId: id,
    source: isAdvisory(id) ? 'GITHUB' : 'NVD',
    sourceUrl,
    vendorCreatedAt: publishedAt,
    vendorUpdatedAt: publishedAt,
    vendorSeverity: severity,
    cvss: [{ baseScore: score, source: 'NVD', version: '3.1' }],
    relatedVulnerabilities: [],
    referenceUrls: [sourceUrl],
    vulnerablePackages: vulnerability.map(vulnerablePackage),
  };
}

const vulnerablePackage = (finding: LayeredFinding): VulnerablePackage => ({
  name: finding.package,
  version: finding.version,
  packageManager: finding.packageManager ?? 'OS',
  filePath: finding.path,
  arch: finding.arch,
  epoch: finding.epoch ?? 0,
  release: finding.release,
  fixedInVersion: finding.fixed ?? 'NotAvailable',
  sourceLayerHash: finding.layer,
});

const resourceOf = (image: ScannedImage) => ({
  type: 'AWS_ECR_CONTAINER_IMAGE',
  id: `arn:aws:ecr:${image.region}:${image.account}:repository/${image.repository}/${image.digest}`,
  tags: {},
  details: {
    awsEcrContainerImage: {
      architecture: image.architecture,
      imageHash: image.digest,
      imageTags: [...image.tags],
      pushedAt: image.pushedAt,
      registry: image.account,
      repositoryName: image.repository,
      inUseCount: 0,
    },
  },
});

/** PARTIAL: of some of the packages, not of all. */
function fixOf(vulnerability: Vulnerability): string {
  const fixes = new Set(
    vulnerability.map(({ fixAvailable, fixed }) => fixAvailable ?? (fixed === undefined ? 'NO' : 'YES')),
  );
  const [only = 'NO'] = fixes;
  return fixes.size > 1 ? 'PARTIAL' : only;
}

export const isExploited = ({ exploit, kev }: FindingWorld): boolean => exploit ?? kev !== undefined;

const scores: Readonly<Record<FindingWorld['severity'], number>> = {
  CRITICAL: 9.8,
  HIGH: 7.5,
  MEDIUM: 5.5,
  LOW: 3.1,
  INFORMATIONAL: 0,
  UNDEFINED: 0,
  UNTRIAGED: 0,
};

export const scoreOf = ({ score, severity }: FindingWorld): number => score ?? scores[severity];

const isAdvisory = (id: string): boolean => id.startsWith('GHSA-');

/** Where one reads about a vulnerability. */
export const pageOf = (id: string): string =>
  isAdvisory(id) ? `https://github.com/advisories/${id}` : `https://nvd.nist.gov/vuln/detail/${id}`;
