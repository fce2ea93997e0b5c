/** How ECS asks a container whether it is well. */
import { isObject, type JsonObject } from '@slipway/documents/value';
import type { ContainerChange } from './containers.ts';

export type HealthCheckChange =
  /** Members of ECS's HealthCheck; those that are not given stay as they are. */
  | { readonly kind: 'set'; readonly members: JsonObject }
  /** ECS follows no health check that stands in the image alone, so without one there is none. */
  | { readonly kind: 'none' };

export const setHealthCheck =
  (change: HealthCheckChange): ContainerChange =>
  (container) => {
    const { healthCheck: before, ...others } = container;
    if (change.kind === 'none') return others;
    const kept = before ?? {};
    return isObject(kept) ? { ...container, healthCheck: { ...kept, ...change.members } } : container;
  };
