/** What a look has found before the other things are looked at: it tells which of them are worth it. */
import type { Deployment } from '../observations.ts';

export interface Glance {
  /** Tasks of the deployment; undefined until ECS tells them. */
  readonly counts:
    { readonly running: number; readonly pending: number; readonly requested: number } | undefined;
  /** Not on its way back, nor over: what happens to its tasks then is meant to happen. */
  readonly isGoingOn: boolean;
  /** Whether its counts are others than at the last look: that is worth a closer one. */
  readonly changed: boolean;
}

export function glanceOf(deployment: Deployment | undefined, changed: boolean): Glance {
  const status = deployment?.status;
  return {
    counts: deployment?.target,
    isGoingOn: status === 'PENDING' || status === 'IN_PROGRESS',
    changed,
  };
}
