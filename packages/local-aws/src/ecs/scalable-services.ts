/** Services as Application Auto Scaling sees them: a count that it may set. */
import type { ScalableServices, ServicePlace } from '../ports.ts';
import { findService } from './lookup.ts';
import type { EcsState, ServiceRecord } from './model.ts';
import type { Scheduler } from './scheduler.ts';
import { updateService } from './services.ts';

export function scalableServices(state: EcsState, scheduler: Scheduler): ScalableServices {
  const active = ({ cluster: name, service }: ServicePlace): ServiceRecord | undefined => {
    const cluster = state.clusters.get(name);
    const found = cluster && findService(state, cluster, service);
    return found?.status === 'ACTIVE' ? found : undefined;
  };
  return {
    desiredCount: (place) => active(place)?.desiredCount,
    scale: ({ cluster, service }, desiredCount) =>
      void updateService(state, scheduler, { cluster, service, desiredCount }),
  };
}
