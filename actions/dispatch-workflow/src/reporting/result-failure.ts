/** Why a result makes the step red, if it does: the one place that judges results of dispatch-workflow. */
import { Failure, outcomeFailure, setupFailure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { failedParts, verdictOn } from '../following/conclusions.ts';
import type { Result, StartedRun, Target } from '../dispatch-workflow.ts';
import type { Ending } from '../following/follow-run.ts';
import { elapsed, statusInWords, type Look } from '../following/progress.ts';

export function failureOf(result: Result): Failure | undefined {
  switch (result.kind) {
    case 'not-wanted':
    case 'planned':
    case 'started':
      return undefined;
    case 'started-somewhere':
      return result.wait ? runUnknown(result.target) : undefined;
    case 'lost':
      return answerLost(result.target, result.why);
    case 'followed':
      return followedFailure(result);
  }
}

/** `release.yml of team/web on main` */
export const targetInWords = ({ workflow, repository, ref }: Target): string =>
  `${workflow} of ${repository} on ${ref}`;

function followedFailure(result: Extract<Result, { kind: 'followed' }>): Failure | undefined {
  const { target, run, ending, timeout } = result;
  switch (ending.kind) {
    case 'completed':
      return concluded(target, run, ending.look);
    case 'timed-out':
      return outcomeFailure({
        code: 'wait-timed-out',
        what: `${targetInWords(target)} did not end within ${elapsed(timeout)}`,
        why: `run ${run.id} ${lastSeen(ending)}`,
        hint: 'The run goes on: look at it, or set a longer `timeout`.',
        link: run.url,
      });
    case 'cancelled':
      return outcomeFailure({
        code: 'cancelled',
        what: `Cancelled while following run ${run.id} of ${target.repository}`,
        hint: 'The run itself goes on: cancel it on its page if it should not.',
        link: run.url,
      });
    case 'unseen':
      // Never of the kind upstream, which tells people to re-run the job: that would start a second run.
      return new Failure(ending.failure.kind === 'upstream' ? 'outcome' : ending.failure.kind, {
        code: ending.failure.code,
        what: `Run ${run.id} was started, but could not be followed`,
        why: ending.failure.message.replace(/\.$/, ''),
        hint: 'The run goes on: look at its page.',
        link: run.url,
        cause: ending.failure,
      });
  }
}

/** A status that is old says so, and why nothing newer is known. */
function lastSeen({ look, blind }: Extract<Ending, { kind: 'timed-out' }>): string {
  const why = blind === undefined ? '' : ` (${blind.what})`;
  if (look === undefined) return `was never seen${why}`;
  return `${statusInWords(look.run)}${blind === undefined ? '' : `, as far as it was seen${why}`}`;
}

function concluded(target: Target, run: StartedRun, { run: seen, jobs }: Look): Failure | undefined {
  const verdict = verdictOn(seen.conclusion);
  if (verdict.kind === 'green') return undefined;
  const parts = failedParts(jobs).map((part) => oneLine(part, 200));
  return outcomeFailure({
    code: verdict.code,
    what: `${targetInWords(target)} ended with ${oneLine(seen.conclusion, 60) || 'no conclusion'}`,
    why: parts.length === 0 ? undefined : parts.join('; '),
    hint: verdict.hint,
    link: run.url,
  });
}

function runUnknown(target: Target): Failure {
  return setupFailure({
    code: 'run-unknown',
    what: `${targetInWords(target)} was started, but could not be followed`,
    why: 'this GitHub server does not say which run a dispatch starts',
    hint: 'Set `wait: false`, or update GitHub Enterprise Server to 3.21 or newer.',
  });
}

function answerLost(target: Target, why: string): Failure {
  // Not of the kind upstream, which tells people to re-run the job: that may start it a second time.
  return outcomeFailure({
    code: 'dispatch-unknown',
    what: `Nobody knows whether ${targetInWords(target)} was started`,
    why: `GitHub's answer was lost (${oneLine(why, 200).replace(/\.$/, '')})`,
    hint: 'Look at its runs under Actions first, and start it again only if there is none: a re-run of this job starts it a second time.',
  });
}
