/** Why a run that was followed makes the step red: its end, or that none was seen. */
import { Failure, outcomeFailure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { targetAtStart } from '../asking/target.ts';
import { runOf } from '../beginning.ts';
import type { Begun } from '../result.ts';
import type { Cancellation } from '../following/cancelling.ts';
import { failedParts } from '../following/failed-parts.ts';
import type { Ending } from '../following/follow-run.ts';
import type { Followed } from '../following/follow.ts';
import type { Look } from '../following/look.ts';
import { statusInWords } from '../following/progress.ts';
import { elapsed } from '../following/time-words.ts';
import { hintAfter } from './again.ts';
import { isGone, verdictOf } from './seen-end.ts';

/** Undefined for a run that ended well, and for one that is history, or gone. */
export function followedFailure(begun: Begun, { ending, cancellation }: Followed): Failure | undefined {
  const run = runOf(begun.beginning);
  const id = `run ${String(run?.id)}`;
  switch (ending.kind) {
    case 'completed':
      return begun.isHistory ? undefined : concluded(begun, ending.look);
    case 'timed-out':
      return outcomeFailure({
        code: 'wait-timed-out',
        what: `${targetAtStart(begun.target)} did not end within ${elapsed(begun.timeout)}`,
        why: `${id} ${lastSeen(ending)}`,
        hint: `${afterwards(cancellation)} ${cancellation === undefined ? 'Look at it, or set a longer `timeout`.' : 'Set a longer `timeout` if it needs one.'}`,
        link: run?.url,
      });
    case 'cancelled':
      return outcomeFailure({
        code: 'cancelled',
        what: `Cancelled while following ${id} of ${begun.target.repository}`,
        hint: `${afterwards(cancellation)}${cancellation === undefined ? ' Cancel it on its page if it should not, or set `cancel-on-cancel`.' : ''}`,
        link: run?.url,
      });
    case 'unseen':
      if (isGone(begun)) return undefined;
      // Never of the kind upstream, which tells people to re-run the job: that would start a second run.
      return new Failure(ending.failure.kind === 'upstream' ? 'outcome' : ending.failure.kind, {
        code: ending.failure.code,
        what: `Run ${String(run?.id)} could not be followed`,
        why: ending.failure.message.replace(/\.$/, ''),
        hint:
          ending.failure.code === 'run-not-found'
            ? 'Nobody can tell how it ended.'
            : 'The run goes on: look at its page.',
        link: run?.url,
        cause: ending.failure,
      });
  }
}

/** What the run does now. */
function afterwards(cancellation: Cancellation | undefined): string {
  switch (cancellation?.kind) {
    case undefined:
      return 'The run goes on.';
    case 'ended':
      return isCancelled(cancellation.look)
        ? 'It was cancelled.'
        : `GitHub was asked to cancel it, and it ended with ${conclusionIn(cancellation.look)}.`;
    case 'over':
      return cancellation.look === undefined
        ? `It was not cancelled: GitHub says: ${oneLine(cancellation.why, 300)}.`
        : `It ended with ${conclusionIn(cancellation.look)} just then, before it could be cancelled.`;
    case 'asked':
      return cancellation.waited === 0
        ? 'GitHub was asked to cancel the run.'
        : `GitHub was asked to cancel the run, which had not ended ${elapsed(cancellation.waited)} later.`;
    case 'refused':
      return `The run goes on, because it could not be cancelled: ${oneLine(cancellation.why, 300)}.`;
  }
}

const conclusionIn = ({ run }: Look): string => oneLine(run.conclusion, 60);
const isCancelled = ({ run }: Look): boolean => run.conclusion === 'cancelled';

/** A status that is old says so, and why nothing newer is known. */
function lastSeen({ look, blind }: Extract<Ending, { kind: 'timed-out' }>): string {
  const why = blind === undefined ? '' : ` (${blind.what})`;
  if (look === undefined) return `was never seen${why}`;
  return `${statusInWords(look)}${blind === undefined ? '' : `, as far as it was seen${why}`}`;
}

function concluded(begun: Begun, look: Look): Failure | undefined {
  const { target, beginning } = begun;
  const verdict = verdictOf(look);
  if (verdict.kind === 'green') return undefined;
  const parts = failedParts(look.jobs);
  return outcomeFailure({
    code: verdict.code,
    what: `${targetAtStart(target)} ended with ${oneLine(look.run.conclusion, 60) || 'no conclusion'}`,
    why: parts.length === 0 ? undefined : parts.join('; '),
    hint: hintAfter(verdict, begun),
    link: runOf(beginning)?.url,
  });
}
