/** The findings that were told to anybody, by their ARNs: what Inspector gives details of. */
import type { FindingWorld } from '../world.ts';

export interface KnownFindings {
  add(arn: string, finding: FindingWorld): void;
  /** Undefined for one that nobody was told of. */
  get(arn: string): FindingWorld | undefined;
}

export function createKnownFindings(): KnownFindings {
  const known = new Map<string, FindingWorld>();
  return { add: (arn, finding) => void known.set(arn, finding), get: (arn) => known.get(arn) };
}
