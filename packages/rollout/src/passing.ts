/** Which failures of a look are worth another look: one rule for the plan, the watch and the way back. */
import type { Failure } from '@slipway/action-kit/failures';

/** A proxy's page, an answer that was cut off, or an endpoint that restarts says nothing about the deployment either. */
const ofTheWay: ReadonlySet<string> = new Set(['answer-unreadable', 'endpoint-silent']);

export const mayPass = ({ kind, code }: Failure): boolean => kind === 'upstream' || ofTheWay.has(code);

/**
 * Once a change was made there were credentials: whoever gives them has a hiccup when there are none, and without
 * them nothing could be put back anyway. Those that are over stay so.
 */
export const mayPassMeanwhile = (failure: Failure): boolean =>
  mayPass(failure) || failure.code === 'credentials-missing';
