/** What ECR's answers say a scan has found, basic or enhanced, in one shape. */
import type { ImageScanFinding, ImageScanFindings } from '@aws-sdk/client-ecr';
import { enhancedFindings } from './ecr-enhanced-findings.ts';
import type { ScanFinding } from './ecr-finding.ts';
import { findingCounter } from './listed-findings.ts';

/** All that ECR gives with a status. */
export interface ScanFindings {
  /** When the scan was completed; undefined when ECR does not say. */
  readonly completedAt: Date | undefined;
  /** How many findings ECR counts, over all severities; undefined when it gives no counts. */
  readonly counted: number | undefined;
  /**
   * How many of them came with the answer; one of them may be about several packages, and is several of `found`. Those
   * that are closed are among them only as far as ECR seems to count them: listed-findings.ts says why.
   */
  readonly listed: number;
  /** Whose findings were listed; a clean image has none, whoever scanned it. */
  readonly shape: 'basic' | 'enhanced' | 'none';
  /** In ECR's order, without those that Inspector has closed: they are true no longer. */
  readonly found: readonly ScanFinding[];
}

/** Takes the pages of one scan as they come, so that none of them is kept with all that nobody asks for. */
export interface FindingsReader {
  add(page: ImageScanFindings | undefined): void;
  /** Undefined when no page had any word about findings. */
  read(): ScanFindings | undefined;
}

export function findingsReader(): FindingsReader {
  const found: ScanFinding[] = [];
  const counter = findingCounter();
  let first: ImageScanFindings | undefined;
  let shape: ScanFindings['shape'] = 'none';
  return {
    add: (page) => {
      if (page === undefined) return;
      first ??= { ...page, findings: [], enhancedFindings: [] };
      for (const each of page.findings ?? []) found.push(basicFinding(each));
      for (const each of page.enhancedFindings ?? []) found.push(...enhancedFindings(each));
      counter.add(page);
      if ((page.enhancedFindings?.length ?? 0) > 0) shape = 'enhanced';
      else if (shape === 'none' && (page.findings?.length ?? 0) > 0) shape = 'basic';
    },
    read: () =>
      first && {
        completedAt: first.imageScanCompletedAt,
        counted: counter.counted(),
        listed: counter.listed(),
        shape,
        found,
      },
  };
}

function basicFinding({ name, severity, uri, description, attributes = [] }: ImageScanFinding): ScanFinding {
  const attribute = (key: string): string => attributes.find((each) => each.key === key)?.value ?? '';
  return {
    id: name ?? '',
    related: [],
    severity: severity ?? '',
    package: attribute('package_name'),
    version: attribute('package_version'),
    packageManager: '',
    distribution: undefined,
    path: undefined,
    fix: undefined,
    fixedIn: undefined,
    firstObservedAt: undefined,
    publishedAt: undefined,
    score: scoreIn(attribute('CVSS3_SCORE')) ?? scoreIn(attribute('CVSS2_SCORE')),
    arn: undefined,
    state: 'active',
    link: uri,
    description,
  };
}

function scoreIn(text: string): number | undefined {
  const score = Number(text);
  return text.trim() === '' || Number.isNaN(score) ? undefined : score;
}
