/**
 * The ports of one run, or of one post step: what the role may not look at is made up for, and what was learned once
 * is not asked again. Made once, so that nothing is said twice; whoever is handed such ports goes on with them.
 */
import { withFallback } from './falling-back/falling-back.ts';
import { serviceOf, type Phase } from './phases.ts';
import type { Learned, Ports } from './ports.ts';

/** @param phase where the run begins or goes on; it may know our deployment and its id, which a later look can't tell. */
export function portsOfRun(world: Ports, phase: Phase): Ports {
  const learned: Learned = world.learned ?? { healthChecks: new Map(), owners: new Map() };
  const { deployment, owner } = 'started' in phase ? phase.started : nobody;
  // Once ECS has gone back another rollout is the primary one.
  if (deployment !== undefined && owner !== undefined) learned.owners.set(deployment, owner);
  if (world.learned !== undefined) return world;
  return { ...withFallback(world, serviceOf(phase), learned), learned };
}

const nobody = { deployment: undefined, owner: undefined };
