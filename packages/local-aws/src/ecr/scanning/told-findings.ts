/** A page of findings as basic and enhanced scanning answer it. */
import type { ImageScanFindings } from '@aws-sdk/client-ecr';
import type { KnownFindings } from '../../inspector/known-findings.ts';
import { basicFinding } from './basic-findings.ts';
import { enhancedFinding, findingArn, type ScannedImage } from './enhanced-findings.ts';
import type { Found } from './found.ts';
import type { ScanPage } from './scan-pages.ts';

interface ToldFindings {
  readonly imageScanFindings: ImageScanFindings;
  readonly nextToken: string | undefined;
}

/** @param completedAt when the scan was made that found them. */
export function basicFindings({ findings, counts }: Found, completedAt: Date, page: ScanPage): ToldFindings {
  const imageScanFindings = {
    findings: page.of(findings).map(basicFinding),
    findingSeverityCounts: counts.findings,
    imageScanCompletedAt: completedAt,
    vulnerabilitySourceUpdatedAt: completedAt,
  };
  return { imageScanFindings, nextToken: page.nextToken(findings.length) };
}

/** A clean image has a time of completion and nothing else, as answers of ECR were recorded. */
export function enhancedFindings(
  { vulnerabilities, counts }: Found,
  completedAt: Date,
  page: ScanPage,
  { image, known }: { readonly image: ScannedImage; readonly known: KnownFindings },
): ToldFindings {
  if (vulnerabilities.length === 0)
    return { imageScanFindings: { imageScanCompletedAt: completedAt }, nextToken: undefined };
  const told = page.of(vulnerabilities);
  for (const [first] of told) known.add(findingArn(image, first.id), first);
  const imageScanFindings = {
    enhancedFindings: told.map((each) => enhancedFinding(each, image, completedAt)),
    findingSeverityCounts: counts.vulnerabilities,
    imageScanCompletedAt: completedAt,
    vulnerabilitySourceUpdatedAt: completedAt,
  };
  return { imageScanFindings, nextToken: page.nextToken(vulnerabilities.length) };
}
