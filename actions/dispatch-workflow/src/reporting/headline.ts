/** The one sentence that says what came of it, without a full stop. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { targetInWords } from '../asking/target.ts';
import { runOf } from '../beginning.ts';
import { onceVariable } from '../claiming/key.ts';
import type { ClaimSeen } from '../claiming/ports.ts';
import type { Begun, Result } from '../dispatch-workflow.ts';
import { elapsed } from '../following/time-words.ts';
import { conclusionOf, isHistory } from './seen-end.ts';

export function headline(result: Result): string {
  switch (result.kind) {
    case 'not-wanted':
      return `${oneLine(result.what, 120)} of ${result.repository} was not started, because \`when\` says no`;
    case 'planned':
      return `Dry run, nothing was started: ${planInWords(result)}`;
    case 'begun':
      return `${beginningInWords(result)}${endInWords(result)}`;
  }
}

function planInWords({ target, key, claim }: Extract<Result, { kind: 'planned' }>): string {
  const start = `would start ${targetInWords(target)}`;
  if (key === undefined || claim === undefined) return start;
  return claimInWords(claim, start, `${onceVariable(key)} of ${target.repository}`);
}

function claimInWords(claim: ClaimSeen, start: string, variable: string): string {
  switch (claim.kind) {
    case 'free':
      return `${start}, and remember it as ${variable}`;
    case 'done':
      return `would start nothing, because ${variable} says that it was started before${byInWords(claim.by)}`;
    case 'pending':
      return `would look first what became of ${variable}, which was claimed ${elapsed(claim.age)} ago${byInWords(claim.by)}, and has no run yet`;
  }
}

const byInWords = (by: string): string => (by === '' ? '' : ` by ${oneLine(by, 200)}`);

function beginningInWords(begun: Begun): string {
  const { beginning } = begun;
  const target = targetInWords(begun.target);
  switch (beginning.kind) {
    case 'started':
      return `${target} was started as run ${String(beginning.run.id)}${followedOr(begun, `: ${beginning.run.url}`)}`;
    case 'unfound':
      return `${target} was started, but nobody can tell as which run`;
    case 'unknown':
      return `${target} may or may not have been started`;
    case 'already':
      return `${target} was not started again: ${keyOf(begun)} says that it was started before${byInWords(beginning.by)}${asRun(begun)}`;
    case 'recovered':
      return `${target} was not started again: an earlier step${byInWords(beginning.by)} had started it, and not written down${asRun(begun)}`;
    case 'unclear':
      return `${target} was not started: nobody can tell whether that was done before for ${keyOf(begun)}`;
  }
}

const followedOr = ({ followed }: Begun, words: string): string => (followed === undefined ? words : '');
const keyOf = ({ key = '' }: Begun): string => onceVariable(key);

function asRun({ beginning }: Begun): string {
  const run = runOf(beginning);
  if (run === undefined) return '';
  return beginning.kind === 'recovered' ? ` that it was run ${String(run.id)}` : ` as run ${String(run.id)}`;
}

function endInWords(begun: Begun): string {
  const { followed } = begun;
  if (followed === undefined) return '';
  const conclusion = conclusionOf(begun);
  if (followed.ending.kind === 'timed-out' && conclusion !== '')
    return `, took too long, was cancelled, and ended with ${conclusion}`;
  if (isHistory(begun)) return `, which ended with ${conclusion}`;
  return conclusion === '' ? ', and its end was not seen' : ` and ended with ${conclusion}`;
}
