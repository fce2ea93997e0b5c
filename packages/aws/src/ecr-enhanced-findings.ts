/** Inspector's findings as ECR tells them: each may be about several packages, and is one finding for each of them. */
import type {
  EnhancedImageScanFinding,
  PackageVulnerabilityDetails,
  VulnerablePackage,
} from '@aws-sdk/client-ecr';
import type { ScanFinding } from './ecr-finding.ts';
import { isClosed } from './listed-findings.ts';

/** @returns none for a finding that is closed: what it told of is gone. */
export function enhancedFindings(finding: EnhancedImageScanFinding): readonly ScanFinding[] {
  if (isClosed(finding)) return [];
  const packages = finding.packageVulnerabilityDetails?.vulnerablePackages ?? [];
  const whole = wholeOf(finding);
  return (packages.length === 0 ? [{}] : packages).map((each) => ({
    ...whole,
    package: each.name ?? '',
    version: versionOf(each),
    packageManager: each.packageManager ?? '',
    path: said(each.filePath),
    fix: fixOf(each, packages, finding.fixAvailable),
    fixedIn: repairOf(each),
  }));
}

type Whole = Omit<ScanFinding, 'package' | 'version' | 'packageManager' | 'path' | 'fix' | 'fixedIn'>;

function wholeOf(finding: EnhancedImageScanFinding): Whole {
  const details = finding.packageVulnerabilityDetails;
  return {
    id: details?.vulnerabilityId ?? finding.title ?? '',
    related: details?.relatedVulnerabilities ?? [],
    severity: finding.severity ?? '',
    distribution: said(finding.resources?.[0]?.details?.awsEcrContainerImage?.platform),
    firstObservedAt: moment(finding.firstObservedAt),
    publishedAt: moment(details?.vendorCreatedAt),
    score: scoreOf(finding, details),
    arn: finding.findingArn,
    // Only what a rule suppresses: a status that nobody has given a name to yet takes nothing away.
    state: finding.status === 'SUPPRESSED' ? 'suppressed' : 'active',
    link: details?.sourceUrl,
    description: finding.description,
  };
}

/** Inspector's own score is 0 for what it has none for; the highest of those that others gave stands in then. */
function scoreOf(
  { score, scoreDetails }: EnhancedImageScanFinding,
  details: PackageVulnerabilityDetails | undefined,
): number | undefined {
  const others = (details?.cvss ?? []).flatMap(({ baseScore }) => baseScore ?? []);
  const own = score ?? scoreDetails?.cvss?.score;
  if (own !== undefined && own > 0) return own;
  return others.length === 0 ? own : Math.max(...others);
}

/** `1:2.3-4` for epoch 1, version 2.3 and release 4; package managers leave an epoch of 0 out. */
function versionOf({ epoch = 0, version = '', release = '' }: VulnerablePackage): string {
  return `${epoch === 0 ? '' : `${String(epoch)}:`}${version}${release === '' ? '' : `-${release}`}`;
}

/**
 * What is said of the package counts before what is said of the finding: a version that repairs it is a fix.
 * Where a package has none though the finding as a whole has one, the two agree only when the whole is PARTIAL and
 * another package has it; else they contradict each other, and `partial` lets nobody take it for unrepairable.
 */
function fixOf(
  each: VulnerablePackage,
  packages: readonly VulnerablePackage[],
  whole: string | undefined,
): ScanFinding['fix'] {
  if (repairOf(each) !== undefined) return 'yes';
  const saidOfWhole = wholeFixes[whole ?? ''];
  if (said(each.fixedInVersion) === undefined) return saidOfWhole;
  if (saidOfWhole === undefined || saidOfWhole === 'no') return 'no';
  const isAnotherOne = packages.some((other) => repairOf(other) !== undefined);
  return saidOfWhole === 'partial' && isAnotherOne ? 'no' : 'partial';
}

const wholeFixes: Readonly<Record<string, ScanFinding['fix']>> = { YES: 'yes', PARTIAL: 'partial', NO: 'no' };

/** The version that repairs it. Inspector writes `NotAvailable` where there is none. */
function repairOf({ fixedInVersion }: VulnerablePackage): string | undefined {
  const version = said(fixedInVersion);
  return version === undefined || /^not\s?available$/i.test(version) ? undefined : version;
}

const said = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

function moment(date: Date | undefined): number | undefined {
  const time = date?.getTime();
  return Number.isNaN(time) ? undefined : time;
}
