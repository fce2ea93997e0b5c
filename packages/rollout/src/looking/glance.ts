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
  /** Whether a task may be gone since: not where all that changed is that more of them start, or run that started. */
  readonly mayHaveLost: boolean;
  /** Whether fewer of its tasks run, or run and start, than at the last look: one of them is gone. */
  readonly hasLost: boolean;
}

/** @param before the counts of the last look; '' where a closer look is owed. @param counts those of this one. */
export function glanceOf(deployment: Deployment | undefined, before: string, counts: string): Glance {
  const status = deployment?.status;
  return {
    counts: deployment?.target,
    isGoingOn: status === 'PENDING' || status === 'IN_PROGRESS',
    changed: counts !== before,
    mayHaveLost: counts !== before && !isOnlyMore(before, counts),
    hasLost: isFewer(before, counts),
  };
}

export function countsOf(deployment: Deployment | undefined): string {
  const target = deployment?.target;
  return [target?.running, target?.pending, deployment?.breaker?.failures, deployment?.status].join('/');
}

function isOnlyMore(before: string, counts: string): boolean {
  const [[ran = NaN, started = NaN, was], [running = NaN, starting = NaN, is]] = [read(before), read(counts)];
  return was === is && running >= ran && running + starting >= ran + started;
}

function isFewer(before: string, counts: string): boolean {
  const [[ran = NaN, started = NaN], [running = NaN, starting = NaN]] = [read(before), read(counts)];
  return running < ran || running + starting < ran + started;
}

/** Running, starting, and what else was counted. */
function read(counts: string): readonly [number?, number?, string?] {
  const [running = '', pending = '', ...others] = counts.split('/');
  if (running === '' || pending === '') return [];
  return [Number(running), Number(pending), others.join('/')];
}
