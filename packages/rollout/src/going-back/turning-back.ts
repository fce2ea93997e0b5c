/** The step from a bad verdict to the way back, or to `stuck` when there is no way back or it is not wanted. */
import type { Failure } from '@slipway/action-kit/failures';
import { ended, knownOf } from '../endings.ts';
import { noEvidence } from '../evidence.ts';
import { gathered } from './gathering.ts';
import { line } from '../telling.ts';
import type { Reason } from '../facts.ts';
import type { Confirming, Ended, RollingBack, Started, Watching } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { crewsNow } from '../ending/serving.ts';

export const jobCancelled: Reason = { code: 'cancelled', text: 'The job was cancelled' };
/** Killed, crashed, or cancelled so that it had no time left: the post step can't tell which. */
export const jobEnded: Reason = { code: 'job-ended', text: 'The job ended before the deployment did' };

/** @param failure of a call, when that is what went wrong. */
export async function turnBack(
  phase: Watching | Confirming,
  reason: Reason,
  ports: Ports,
  failure?: Failure,
): Promise<RollingBack | Ended<'stuck'>> {
  const { started, memory } = phase;
  const { baseline } = started;
  ports.log.info(line(started, ports, `${reason.text}.`));
  const against = whyNot(started, reason.code);
  if (baseline === undefined || against !== undefined) {
    const why = against ?? 'there is no earlier deployment to go back to';
    return stay(phase, { ...reason, text: `${reason.text}; ${why}` }, ports, failure);
  }
  const now = ports.clock.now();
  const since = memory.returningSince ?? now;
  // What ECS spent on a way back that failed is not taken from ours.
  const begun = reason.code === 'ecs-rollback-failed' ? now : since;
  return {
    kind: 'rolling-back',
    started,
    baseline,
    reason,
    blame: failure && { failureKind: failure.kind, hint: failure.hint },
    since,
    until: begun + started.request.rollbackTimeout,
    giveBack: undefined,
    stopped: memory.stopped,
    replaces: memory.sources,
    evidence: noEvidence,
    gathered: false,
    misses: 0,
  };
}

/** What the user said against going back, in words; undefined when nothing was. */
function whyNot({ request }: Started, code: string): string | undefined {
  if (request.rollback === 'never') return 'a rollback is not wanted (`rollback: never`)';
  if (code === 'timeout' && request.onTimeout === 'leave')
    return 'the deployment is left as it is (`on-timeout: leave`)';
  const ended = code === jobCancelled.code || code === jobEnded.code;
  if (ended && request.onCancel === 'leave') return 'the deployment is left as it is (`on-cancel: leave`)';
  return undefined;
}

/** ECS goes on with what it is not done with and nobody found bad. */
function hintFor({ kind }: Watching | Confirming, code: string): string {
  const wasFound = code !== 'timeout' && code !== jobCancelled.code && code !== jobEnded.code;
  return wasFound || kind === 'confirming'
    ? 'Deploy a good revision, or put the old one back by hand.'
    : 'ECS goes on with the deployment: run this again to follow it, or put the old revision back by hand.';
}

async function stay(
  phase: Watching | Confirming,
  reason: Reason,
  ports: Ports,
  failure: Failure | undefined,
): Promise<Ended<'stuck'>> {
  const { started, memory } = phase;
  const cancelled = ports.cancelled.aborted;
  const evidence = cancelled
    ? undefined
    : await gathered(started, reason, memory.stopped, memory.breaker, ports);
  const now = await crewsNow(started.request.name, ports);
  return ended('stuck', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    ...now,
    evidence,
    failureKind: failure?.kind ?? 'outcome',
    hint: failure?.hint ?? hintFor(phase, reason.code),
  });
}
