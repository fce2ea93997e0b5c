/**
 * What the one does who may dispatch: sends within the lease, or not at all; records the run; gives the key back when
 * GitHub refuses.
 */
import { asFailure, cancelledFailure, withSentence } from '@slipway/action-kit/failures';
import { withinTime } from '@slipway/action-kit/time-limit';
import type { Dispatch } from '../finding/ports.ts';
import { send, type Sent } from '../finding/send.ts';
import { startOf } from '../finding/start-run.ts';
import type { ClaimValue } from './claim-value.ts';
import type { Once } from './ports.ts';
import { leaseOver } from './refusals.ts';
import { record, recordStarted, removeLocks, removeOnce } from './record.ts';
import type { Step } from './step.ts';
import { giveBackWithin, sendWithin } from './times.ts';

export interface Lease {
  /** By our own clock, in milliseconds. */
  readonly since: number;
  /** What the variable of the claim holds. */
  readonly main: ClaimValue;
  /** By which this step may dispatch: the claim's own, or that of a take-over. */
  readonly claim: string;
  /** How many have held it, this one included. */
  readonly holders: number;
}

export type Held =
  | { readonly kind: 'ended'; readonly once: Once }
  /** Nothing was sent, because it was too late to. */
  | { readonly kind: 'too-late' }
  /** GitHub's answer was lost: it may have started a run. The step's `own` says so from now on. */
  | { readonly kind: 'lost' };

/** @throws Failure when GitHub refused for good: nothing was started, and the key is given back. */
export async function dispatchUnder(lease: Lease, step: Step): Promise<Held> {
  const sent = await sendUnder(lease, step);
  return sent === undefined ? { kind: 'too-late' } : recorded(sent, lease, step);
}

/** Undefined when it was too late to. */
async function sendUnder(lease: Lease, step: Step): Promise<Sent | undefined> {
  const { clock, target, dispatch } = step;
  // Timers of a machine that stood still are late: the clock is asked once more, at the last moment.
  const beforeSend = (): void => {
    if (step.cancelled.aborted) throw cancelledFailure(`claiming the key ${step.key}`);
    if (clock.now() >= lease.since + sendWithin) throw leaseOver();
  };
  const dispatchInTime: Dispatch = async (marker, until) => {
    beforeSend();
    return dispatch(marker, until, beforeSend);
  };
  const left = lease.since + sendWithin - clock.now();
  try {
    return await withinTime(left, clock, (timeUp) => send(dispatchInTime, lease.claim, target, step, timeUp));
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code === 'claim-lease-over') return undefined;
    // Nobody knows what a defect leaves behind.
    if (failure.kind === 'defect') throw thrown;
    throw (await givenBack(lease, step)) ? failure : withSentence(failure, leftClaimed);
  }
}

const leftClaimed = 'The key stays claimed for up to 2 minutes, and is free for the next run then.';

async function recorded(sent: Sent, lease: Lease, step: Step): Promise<Held> {
  const value = { ...lease.main, by: step.by ?? '', holders: lease.holders };
  // Known before the run is: who finds nothing in the list must not take it for undone.
  const unwritten =
    sent.answer.kind === 'started-somewhere'
      ? await recordStarted(value, isFresh(lease, step), step)
      : undefined;
  const start = await startOf(sent, step.target, step);
  if (start.kind === 'unknown') return lost(start.why, lease, step);
  if (start.kind === 'unfound') {
    const unrecorded = unwritten === undefined ? undefined : await recordStarted(value, false, step);
    return { kind: 'ended', once: { kind: 'dispatched', start, unrecorded } };
  }
  const unrecorded = await record({ ...value, started: true, run: start.run }, isFresh(lease, step), step);
  if (unrecorded === undefined) await removeLocks(value.claim, lease.holders, step);
  return { kind: 'ended', once: { kind: 'dispatched', start, unrecorded } };
}

/** Nobody else writes yet: those who may take over have to wait longer. */
const isFresh = ({ since }: Lease, { clock }: Step): boolean => clock.now() < since + giveBackWithin;

function lost(why: string, { claim }: Lease, { own }: Step): Held {
  own.lost = why;
  own.lostClaims.add(claim);
  return { kind: 'lost' };
}

/** The variable itself goes, whoever of its holders was refused; never so late that somebody may have taken over. */
async function givenBack(lease: Lease, step: Step): Promise<boolean> {
  if (!isFresh(lease, step)) return false;
  if ((await removeOnce(step.name, step)) !== undefined) return false;
  await removeLocks(lease.main.claim, lease.holders, step);
  return true;
}
