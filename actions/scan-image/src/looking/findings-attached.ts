/**
 * Whether the findings of an answer are all there. ECR calls a scan COMPLETE or ACTIVE some seconds before the
 * findings of Inspector are attached to it, and what it answers meanwhile reads like a clean image.
 */
import type { ScanFindings } from '../ports.ts';
import type { ScanType } from './scanned-part.ts';

/** Attached within 22 s where it was measured, and then some. */
const settling = 60_000;

/**
 * What was decided, and from which source:
 * - no time of completion: not there. `findings: []` and nothing else came with COMPLETE seconds before the findings
 *   (aws/aws-sdk#289), and with ACTIVE as well (aws/aws-cli#6759).
 * - counts above what is listed: not all there; the counts may not be passed over. Where a finding that is closed is
 *   listed, it makes up for one of its own severity, since ECR may count it, too: one more reason to wait that time.
 * - of a basic scan a time of completion, and findings or counts that say none: there, at once.
 * - of any other scan only once some time has passed since its completion: what a clean image in enhanced scanning
 *   answers for good, an image with findings answers until they are attached (both are recorded in
 *   IamRitz/ssd-security-framework), and nobody promises that they are attached all at once. Findings of Inspector
 *   are of such a scan, whatever the registry is set to meanwhile.
 *
 * @param now milliseconds since 1970.
 */
export function areAttached(
  { completedAt, counted, listed, shape }: ScanFindings,
  scanner: ScanType,
  now: number,
): boolean {
  if (completedAt === undefined || (counted !== undefined && listed < counted)) return false;
  const isBasic = scanner === 'basic' && shape !== 'enhanced';
  const isTold = isBasic && (counted !== undefined || listed > 0);
  return isTold || now - completedAt.getTime() >= settling;
}
