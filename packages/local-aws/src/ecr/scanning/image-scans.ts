/** Which scan of an image counts at a moment: the last basic one, or Inspector's where it looks at the repository. */
import type { Image, Repository } from '../repositories.ts';
import type { RegistryScanning } from './registry-scanning.ts';
import type { Scan } from './scan-course.ts';

const day = 24 * 60 * 60 * 1000;

/** "once per image per 24 hours", scan on push included. */
export const scanEvery = day;

/** For so long after its push, or its last pull, Inspector looks at an image again and again. */
const eligibleFor = 14 * day;

/** Undefined when it was not scanned. @param at cloud time in milliseconds. */
export function scanOf(
  { name }: Pick<Repository, 'name'>,
  image: Image,
  scanning: Pick<RegistryScanning, 'typeAt' | 'inspectorOf'>,
  at: number,
): Scan | undefined {
  if (scanning.typeAt(at) === 'BASIC') {
    const begunAt = image.scans.findLast((begun) => begun <= at);
    return begunAt === undefined ? undefined : { kind: 'basic', begunAt };
  }
  const inspection = scanning.inspectorOf(name, at);
  const pushedAt = image.pushedAt.getTime();
  if (inspection === undefined || image.manifest.kind === 'index' || pushedAt > at) return undefined;
  return {
    kind: 'enhanced',
    begunAt: Math.max(pushedAt, inspection.since),
    frequency: inspection.frequency,
    eligibleUntil: Math.max(pushedAt, image.pulledAt ?? 0) + eligibleFor,
  };
}
