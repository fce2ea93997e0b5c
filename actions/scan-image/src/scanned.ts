/** A scanned image: what was found in it and how that was judged, as the report file and every sentence tell it. */
import type { Finding } from './findings.ts';
import type { Judgement, PartGap, Rules } from './judge.ts';

export interface Scanned {
  readonly repository: string;
  readonly digest: string;
  /** The tag that was resolved to the digest. */
  readonly tag: string | undefined;
  /** `linux/amd64` and so on; empty for an image that is no index. */
  readonly platforms: readonly string[];
  readonly findings: readonly Finding[];
  readonly gaps: readonly PartGap[];
  readonly rules: Rules;
  readonly judgement: Judgement;
  readonly dryRun: boolean;
}
