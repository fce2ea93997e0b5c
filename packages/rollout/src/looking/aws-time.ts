/**
 * What time it is for AWS: whatever AWS dates, such as when a task began to run, is compared with that, for the clock
 * of a runner may be wrong by minutes.
 */
import type { Clock } from '@slipway/action-kit/ports';
import type { Deployment } from '../observations.ts';
import type { Started } from '../phases.ts';

export const awsTime = ({ skew = 0 }: { readonly skew?: number | undefined }, now: number): number =>
  now + skew;

/**
 * Our deployment came to be after we asked for it and before it was seen: a clock that says otherwise is wrong by as
 * much at least, and a smaller difference can't be told.
 */
export function withSkew(
  started: Started,
  deployment: Pick<Deployment, 'createdAt'> | undefined,
  clock: Pick<Clock, 'now'>,
): Started {
  const createdAt = deployment?.createdAt;
  if (started.skew !== undefined || createdAt === undefined) return started;
  const [least, most] = [createdAt - clock.now(), createdAt - started.startedAt];
  return { ...started, skew: Math.min(Math.max(0, least), most) };
}
