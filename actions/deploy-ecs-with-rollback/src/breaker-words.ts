/** The circuit breaker of ECS in words: how far it counted, or why it did not. */
import type { Evidence } from '@slipway/rollout/evidence';
import { failuresOf } from '@slipway/rollout/names';

export function breakerWords(breaker: Evidence['breaker']): string {
  if (breaker === undefined) return 'ECS did not tell its count';
  if (breaker.status === 'DISABLED') return 'it is off for this service';
  return `${breaker.status}, ${failuresOf(breaker)}`;
}
