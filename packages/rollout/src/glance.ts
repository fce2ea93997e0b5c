/** What a look at a deployment has found before the other things are looked at. */
import type { Deployment } from './observations.ts';

export interface Glance {
  readonly deployment: Deployment | undefined;
  /** Whether its counts are others than at the last look: that is worth a closer one. */
  readonly changed: boolean;
}

/** On its way back, or over: what happens to its tasks then is meant to happen. */
export function isGoingOn({ deployment }: Glance): boolean {
  const status = deployment?.status;
  return status === 'PENDING' || status === 'IN_PROGRESS';
}
