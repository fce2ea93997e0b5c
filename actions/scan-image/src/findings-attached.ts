/**
 * Whether the findings of an answer are all there. ECR calls a scan COMPLETE or ACTIVE some seconds before the
 * findings of Inspector are attached to it, and what it answers meanwhile reads like a clean image.
 */
import type { ScanFindings } from './ports.ts';

/** Attached within 22 s where it was measured, and then some. */
const settling = 60_000;

/**
 * What was decided, and from which source:
 * - no time of completion: not there. `findings: []` and nothing else came with COMPLETE seconds before the findings
 *   (aws/aws-sdk#289), and with ACTIVE as well (aws/aws-cli#6759).
 * - a time of completion, and findings or counts that say none: there, COMPLETE or ACTIVE alike. That is what basic
 *   scanning answers, and the enhanced ACTIVE of the API reference of DescribeImageScanFindings.
 * - counts above what is listed: not all there; the counts may not be passed over.
 * - a time of completion and nothing else: what a clean image in enhanced scanning answers for good, and an image
 *   with findings until they are attached (both answers are recorded in IamRitz/ssd-security-framework). Only time
 *   tells them apart.
 *
 * @param now milliseconds since 1970.
 */
export function areAttached({ completedAt, counted, listed }: ScanFindings, now: number): boolean {
  if (completedAt === undefined) return false;
  if (counted !== undefined) return listed >= counted;
  return listed > 0 || now - completedAt.getTime() >= settling;
}
