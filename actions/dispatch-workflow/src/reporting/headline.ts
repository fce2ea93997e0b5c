/** The one sentence that says what came of it, without a full stop. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { targetAtStart, type Target } from '../asking/target.ts';
import { runOf } from '../beginning.ts';
import { onceVariable } from '../claiming/key.ts';
import type { ClaimSeen } from '../claiming/ports.ts';
import type { StartedRun } from '../finding/ports.ts';
import type { Begun, Result } from '../result.ts';
import { elapsed } from '../following/time-words.ts';
import { conclusionOf, isGone } from './seen-end.ts';

export function headline(result: Result): string {
  switch (result.kind) {
    case 'not-wanted':
      return `${oneLine(result.what, 120)} of ${result.repository} was not started, because \`when\` ${whenInWords(result)}`;
    case 'planned':
      return `Dry run: ${planInWords(result)}`;
    case 'begun':
      return `${beginningInWords(result)}${endInWords(result)}`;
  }
}

function whenInWords({ when }: Extract<Result, { kind: 'not-wanted' }>): string {
  if (when === undefined) return 'is empty';
  return when === 'false' ? 'is `false`' : 'is `[]`, a list with nothing in it';
}

function planInWords({ target, key, claim }: Extract<Result, { kind: 'planned' }>): string {
  const start = `${targetAtStart(target)} would be started`;
  if (key === undefined || claim === undefined) return start;
  return claimInWords(claim, start, `${onceVariable(key)} of ${target.repository}`);
}

function claimInWords(claim: ClaimSeen, start: string, variable: string): string {
  switch (claim.kind) {
    case 'free':
      return `${start}, and remembered as ${variable}`;
    case 'done':
      return `nothing would be started, because ${variable} ${heldInWords(claim.run, '', claim.by)}`;
    case 'pending':
      return `what became of ${variable} would be looked at first: it was claimed ${elapsed(claim.age)} ago${byInWords(claim.by)}, and has no run yet`;
  }
}

const byInWords = (by: string): string => (by === '' ? '' : ` by ${oneLine(by, 200)}`);

function beginningInWords(begun: Begun): string {
  const { beginning } = begun;
  const target = targetAtStart(begun.target);
  switch (beginning.kind) {
    case 'started':
      return `${target} was started as run ${String(beginning.run.id)}${followedOr(begun, `: ${beginning.run.url}`)}`;
    case 'unfound':
      return begun.target.kind === 'event'
        ? `${target} was sent, but nobody can tell which run it started, if any`
        : `${target} was started, but nobody can tell as which run`;
    case 'unknown':
      return `${target} may or may not have been started`;
    case 'already':
      return `${nameOf(begun.target)} was not started again: ${keyOf(begun)} ${holdsInWords(begun)}`;
    case 'recovered':
      return beginning.byThisStep
        ? `${target} was started, probably as run ${String(beginning.run.id)}`
        : `${target} was not started again: an earlier step${byInWords(beginning.by)} had started it, and not written down that it was run ${String(beginning.run.id)}`;
    case 'unclear':
      return `${target} was not started: nobody can tell whether that was done before for ${keyOf(begun)}`;
  }
}

const followedOr = ({ followed }: Begun, words: string): string => (followed === undefined ? words : '');
const keyOf = ({ key = '' }: Begun): string => onceVariable(key);

/** Where it ran before may be another ref than this step asks for. */
const nameOf = (target: Target): string =>
  target.kind === 'workflow' ? `${target.workflow} of ${target.repository}` : targetAtStart(target);

/** `holds run 1001 (success), started by https://…` */
function holdsInWords(begun: Begun): string {
  const { beginning } = begun;
  return heldInWords(runOf(beginning), endOf(begun), beginning.kind === 'already' ? beginning.by : '');
}

/** @param end '' where it was not seen. @param who '' where nobody says. */
function heldInWords(run: StartedRun | undefined, end: string, who: string): string {
  const by = byInWords(who);
  if (run === undefined) return `says that it was started before${by}`;
  const held = `holds run ${String(run.id)}${end === '' ? '' : ` (${end})`}`;
  return by === '' ? held : `${held}, started${by}`;
}

function endInWords(begun: Begun): string {
  if (begun.followed === undefined || begun.beginning.kind === 'already') return '';
  return isLate(begun)
    ? `, ${endOf(begun)}`
    : conclusionOf(begun) === ''
      ? `, and ${endOf(begun)}`
      : ` and ended with ${conclusionOf(begun)}`;
}

const isLate = (begun: Begun): boolean =>
  begun.followed?.ending.kind === 'timed-out' && conclusionOf(begun) !== '';

/** '' for a run that was not followed. */
function endOf(begun: Begun): string {
  const { followed } = begun;
  if (followed === undefined) return '';
  const conclusion = conclusionOf(begun);
  if (isGone(begun)) return 'which is gone';
  if (conclusion === '') return 'its end was not seen';
  if (!isLate(begun)) return conclusion;
  return conclusion === 'cancelled'
    ? 'took too long and was cancelled'
    : `took too long, and ended with ${conclusion}`;
}
