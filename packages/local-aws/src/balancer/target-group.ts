/**
 * The targets of one target group: who is registered, how healthy, and whose turn it is. Forwarding itself is
 * forward.ts's business.
 */
import type { CloudClock, Target, TargetHealth } from '../ports.ts';
import type { LoadBalancerWorld } from '../world.ts';
import { startHealthChecks, type HealthChecks, type Probe } from './health-checks.ts';
import { draining, notRegistered } from './health-states.ts';

/** A target that requests may go to. */
export interface Destination {
  readonly target: Target;
  readonly probe: Probe;
  /** It refused a connection: it gets no request before its next passed check, if others are there. */
  suspect(): void;
}

export interface TargetGroupSettings extends Readonly<LoadBalancerWorld['targetGroup']> {
  /** As it was asked for; the world's groups have none of their own. */
  readonly vpcId?: string | undefined;
  /** Told; a target is asked on the port that it listens on, whatever this says. */
  readonly healthCheckPort?: string | undefined;
}

export interface TargetGroup {
  readonly arn: string;
  settings(): TargetGroupSettings;
  /** For targets that are registered, and deregistered, from now on. */
  change(settings: TargetGroupSettings): void;
  register(target: Target, probe: Probe, changed: (health: TargetHealth) => void): void;
  deregister(target: Target, drained: () => void): void;
  health(target: Target): TargetHealth;
  /** In the order of registration. */
  targets(): readonly Target[];
  /** The next healthy target round robin that is none of `tried`; undefined when there is none. */
  next(tried: ReadonlySet<Destination>): Destination | undefined;
  close(): void;
}

interface Entry extends Destination {
  readonly checks: HealthChecks;
  /** Who waits for the end of its draining; undefined while it serves. */
  drained: (() => void)[] | undefined;
  suspected: boolean;
}

export function createTargetGroup(arn: string, asked: TargetGroupSettings, clock: CloudClock): TargetGroup {
  let settings = asked;
  const entries = new Map<string, Entry>();
  const key = ({ id, port }: Target): string => `${id}:${String(port)}`;
  const finish = (target: Target, entry: Entry): void => {
    if (entries.get(key(target)) === entry) entries.delete(key(target));
    for (const tell of entry.drained ?? []) tell();
  };
  return {
    arn,
    settings: () => settings,
    change: (changed) => {
      settings = changed;
    },
    register: (target, probe, changed) => {
      entries.get(key(target))?.checks.cancel();
      // Deleted first: a target that is registered again goes to the end of the order.
      entries.delete(key(target));
      entries.set(key(target), createEntry(target, probe, settings, clock, changed));
    },
    deregister: (target, drained) => {
      const entry = entries.get(key(target));
      if (entry === undefined) {
        clock.after(0, drained);
        return;
      }
      if (entry.drained !== undefined) {
        entry.drained.push(drained);
        return;
      }
      entry.drained = [drained];
      entry.checks.cancel();
      clock.after(settings.deregistrationDelay, () => finish(target, entry));
    },
    health: (target) => {
      const entry = entries.get(key(target));
      if (entry === undefined) return notRegistered;
      return entry.drained === undefined ? entry.checks.health() : draining;
    },
    targets: () => [...entries.values()].map(({ target }) => target),
    next: roundRobin(entries),
    close: () => {
      for (const { checks } of entries.values()) checks.cancel();
    },
  };
}

function createEntry(
  target: Target,
  probe: Probe,
  settings: TargetGroupSettings,
  clock: CloudClock,
  changed: (health: TargetHealth) => void,
): Entry {
  const checks = startHealthChecks(settings.healthCheck, clock, probe, (before, after) => {
    if (after.state === 'healthy') entry.suspected = false;
    if (after.state !== before.state) changed(after);
  });
  const entry: Entry = {
    target,
    probe,
    checks,
    drained: undefined,
    suspected: false,
    suspect: () => {
      entry.suspected = true;
    },
  };
  return entry;
}

function roundRobin(entries: ReadonlyMap<string, Entry>): TargetGroup['next'] {
  let turn = 0;
  return (tried) => {
    const able = [...entries.values()].filter(
      (entry) =>
        entry.drained === undefined && entry.checks.health().state === 'healthy' && !tried.has(entry),
    );
    const trusted = able.filter(({ suspected }) => !suspected);
    const candidates = trusted.length > 0 ? trusted : able;
    turn += 1;
    return candidates[turn % candidates.length];
  };
}
