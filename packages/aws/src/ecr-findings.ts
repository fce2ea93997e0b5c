/** What ECR's answers say a scan has found, basic or enhanced, in one shape. */
import type { ImageScanFindings } from '@aws-sdk/client-ecr';

/** One vulnerability in one package. Texts come from outside. */
export interface ScanFinding {
  readonly id: string;
  /** As ECR or Inspector write it. */
  readonly severity: string;
  readonly package: string;
  readonly version: string;
  /** The version that repairs it; only enhanced scanning knows. */
  readonly fixedIn: string | undefined;
  readonly link: string | undefined;
  readonly description: string | undefined;
}

/** All that ECR gives with a status. */
export interface ScanFindings {
  /** When the scan was completed; undefined when ECR does not say. */
  readonly completedAt: Date | undefined;
  /** How many findings ECR counts, over all severities; undefined when it gives no counts. */
  readonly counted: number | undefined;
  /** How many came with the answer; one of them may be about several packages, and is several of `found`. */
  readonly listed: number;
  /** In ECR's order. */
  readonly found: readonly ScanFinding[];
}

/** @param pages of one scan, at least one. Each has the counts of all of them. */
export function findingsOf(pages: readonly ImageScanFindings[]): ScanFindings {
  const counts = pages[0]?.findingSeverityCounts;
  return {
    completedAt: pages[0]?.imageScanCompletedAt,
    counted: counts === undefined ? undefined : Object.values(counts).reduce((sum, each) => sum + each, 0),
    listed: pages.reduce((sum, page) => sum + listedOn(page), 0),
    found: pages.flatMap((page) => [...basicFindings(page), ...enhancedFindings(page)]),
  };
}

const listedOn = ({ findings = [], enhancedFindings = [] }: ImageScanFindings): number =>
  findings.length + enhancedFindings.length;

function basicFindings({ findings = [] }: ImageScanFindings): readonly ScanFinding[] {
  return findings.map(({ name, severity, uri, description, attributes = [] }) => {
    const attribute = (key: string): string => attributes.find((each) => each.key === key)?.value ?? '';
    return {
      id: name ?? '',
      severity: severity ?? '',
      package: attribute('package_name'),
      version: attribute('package_version'),
      fixedIn: undefined,
      link: uri,
      description,
    };
  });
}

function enhancedFindings({ enhancedFindings: findings = [] }: ImageScanFindings): readonly ScanFinding[] {
  return findings.flatMap(({ severity, title, description, packageVulnerabilityDetails: details }) => {
    const whole = {
      id: details?.vulnerabilityId ?? title ?? '',
      severity: severity ?? '',
      link: details?.sourceUrl,
      description,
    };
    const packages = details?.vulnerablePackages ?? [];
    if (packages.length === 0) return [{ ...whole, package: '', version: '', fixedIn: undefined }];
    return packages.map((each) => ({
      ...whole,
      package: each.name ?? '',
      version: each.version ?? '',
      fixedIn: fixOf(each.fixedInVersion),
    }));
  });
}

/** Inspector writes `NotAvailable` where there is no fix. */
function fixOf(version: string | undefined): string | undefined {
  return version === undefined || /^not\s?available$/i.test(version) ? undefined : version;
}
