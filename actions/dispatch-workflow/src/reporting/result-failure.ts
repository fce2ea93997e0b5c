/** Why a result makes the step red, if it does: the one place that judges results of dispatch-workflow. */
import { outcomeFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { targetAtStart, targetInWords } from '../asking/target.ts';
import type { Begun, Result } from '../result.ts';
import { hintWithoutRun } from './again.ts';
import { followedFailure } from './followed-failure.ts';

export function failureOf(result: Result): Failure | undefined {
  if (result.kind !== 'begun') return undefined;
  const { beginning, followed } = result;
  if (followed !== undefined) return followedFailure(result, followed);
  switch (beginning.kind) {
    case 'started':
    case 'recovered':
      return undefined;
    case 'already':
      return result.wait && beginning.run === undefined && beginning.byThisRun
        ? runUnknown(result, 'its claim does not say which run it was', false)
        : undefined;
    case 'unfound':
      return result.wait ? runUnknown(result, beginning.why, beginning.ambiguous) : undefined;
    case 'unknown':
      return answerLost(result, beginning.why);
    case 'unclear':
      return outcomeFailure({
        code: 'claim-unclear',
        what: `Nobody can tell whether ${targetInWords(result.target)} was started before for this key`,
        why: oneLine(beginning.why, 600).replace(/\.$/, ''),
        hint: beginning.hint,
      });
  }
}

function runUnknown(begun: Begun, why: string, ambiguous: boolean): Failure {
  const words = {
    what:
      begun.target.kind === 'event'
        ? `${targetAtStart(begun.target)} was sent, but no run of it could be followed`
        : `${targetAtStart(begun.target)} was started, but could not be followed`,
    why: oneLine(why, 600).replace(/\.$/, ''),
    hint: hintWithoutRun(begun),
  };
  return setupFailure(ambiguous ? { code: 'run-ambiguous', ...words } : { code: 'run-unknown', ...words });
}

function answerLost({ target }: Begun, why: string): Failure {
  // Not of the kind upstream, which tells people to re-run the job: that may start it a second time.
  return outcomeFailure({
    code: 'dispatch-unknown',
    what: `Nobody knows whether ${targetInWords(target)} was started`,
    why: `GitHub's answer was lost (${oneLine(why, 300).replace(/\.$/, '')})`,
    hint: 'Look at its runs under Actions first, and start it again only if there is none: a re-run of this job starts it a second time.',
  });
}
