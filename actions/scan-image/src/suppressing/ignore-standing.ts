/** How the entries of the ignore file stand today. */
import type { Ignore } from './suppression.ts';

export interface IgnoreStandings {
  /** Hide nothing any more, because their day has passed. */
  readonly expired: readonly Ignore[];
  /** Have ended for a finding at least, because a fix exists; they may still hide others. */
  readonly fixable: readonly Ignore[];
  /** Still hide something, for two weeks at most. */
  readonly expiring: readonly Ignore[];
  /** Fit nothing that was found; none is named where a platform was not read. */
  readonly stale: readonly Ignore[];
}
