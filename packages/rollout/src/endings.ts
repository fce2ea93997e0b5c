/** How a final phase is made from what a run knew when it ended. */
import type { Failure, FailureKind } from '@slipway/action-kit/failures';
import type { Baseline, Crew, Found, GiveBack, Moment, Reason, Serving } from './facts.ts';
import type { Ended, Outcome, Started } from './phases.ts';
import type { Evidence } from './evidence.ts';
import type { Request } from './request.ts';

/** What may be said about an end beside its kind and reason. */
export interface Known {
  readonly hint?: string | undefined;
  readonly failureKind?: FailureKind;
  readonly baseline?: Baseline | undefined;
  readonly taskDefinition?: string | undefined;
  readonly registered?: boolean;
  readonly deployment?: string | undefined;
  readonly giveBack?: GiveBack | undefined;
  readonly serving?: Serving | undefined;
  readonly crews?: readonly Crew[] | undefined;
  readonly evidence?: Evidence | undefined;
  readonly startedAt?: number | undefined;
  readonly rollbackAt?: number | undefined;
  readonly warnings?: readonly string[];
  readonly notices?: readonly string[];
  readonly found?: Found | undefined;
  readonly moments?: readonly Moment[];
  readonly unfinished?: Ended['unfinished'];
}

export function ended<O extends Outcome>(
  kind: O,
  request: Request,
  reason: Reason,
  endedAt: number,
  known: Known = {},
): Ended<O> {
  return {
    kind,
    request,
    reason,
    hint: known.hint,
    failureKind: whoseTurn(kind, known.failureKind),
    baseline: known.baseline,
    taskDefinition: known.taskDefinition,
    registered: known.registered ?? false,
    deployment: known.deployment,
    giveBack: known.giveBack,
    // A look knows more of the service than its end does, and what is kept must stay small.
    serving: known.serving && { taskDefinition: known.serving.taskDefinition, tasks: known.serving.tasks },
    crews: known.crews,
    evidence: known.evidence,
    startedAt: known.startedAt,
    rollbackAt: known.rollbackAt,
    endedAt,
    warnings: [...(known.found?.warnings ?? []), ...(known.warnings ?? [])],
    notices: [...(known.found?.notices ?? []), ...(known.notices ?? [])],
    moments: known.moments ?? [],
    unfinished: known.unfinished,
  };
}

/** Whoever is stuck needs a person: to wait, as for a failure of AWS that passes, leaves the service as it is. */
const whoseTurn = (kind: Outcome, failureKind: FailureKind = 'outcome'): FailureKind =>
  kind === 'stuck' && failureKind === 'upstream' ? 'outcome' : failureKind;

/** Nothing was changed, because of a failure that a port or a guard reported. */
export function refusedBy(
  failure: Failure,
  request: Request,
  now: number,
  known: Known = {},
): Ended<'refused'> {
  return ended('refused', request, reasonOf(failure), now, {
    // A revision that nobody runs changes nothing for anybody, and yet it was made.
    hint: known.registered === true ? failure.hint?.replace(/ Nothing was changed\.$/, '') : failure.hint,
    failureKind: failure.kind,
    ...known,
  });
}

export function reasonOf(failure: Failure): Reason {
  const text = failure.why === undefined ? failure.what : `${failure.what}: ${failure.why}`;
  return { code: failure.code, text };
}

/** What a started run knows. */
export function knownOf(started: Started): Known {
  const { baseline, taskDefinition, deployment, startedAt, found, moments } = started;
  return { baseline, taskDefinition, deployment, startedAt, found, moments };
}
