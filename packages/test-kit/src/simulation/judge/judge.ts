/**
 * The judge: compares what a run says with the world's own record, by rules of its own that share no code with the
 * engine. An empty answer is a right verdict.
 */
import type { Diagram } from '../diagram.ts';
import type { Played } from '../play.ts';
import type { RunRecord } from '../record.ts';
import {
  askedAgainAfterwards,
  backElsewhere,
  changedAfterTheEnd,
  ranOverSomebody,
  retiredInUse,
  startedTwice,
  tooManyChanges,
} from './changes.ts';
import * as claims from './claims.ts';
import type { JudgeRule } from './court.ts';
import { backTooLate, notOnTheDiagram, tooLate } from './limits.ts';
import { stuckWithoutNeed, turnedBackTooSoon } from './decisions.ts';

export interface Wrong {
  /** The rule that found it. */
  readonly rule: string;
  readonly words: string;
}

const rules = Object.entries<JudgeRule>({
  ...claims,
  tooManyChanges,
  askedAgainAfterwards,
  backElsewhere,
  ranOverSomebody,
  startedTwice,
  retiredInUse,
  changedAfterTheEnd,
  tooLate,
  backTooLate,
  notOnTheDiagram,
  stuckWithoutNeed,
  turnedBackTooSoon,
});

export function judge(played: Played, diagram: Diagram): readonly Wrong[] {
  return played.record.runs.flatMap((run, index) => judgeRun(played, run, index, diagram));
}

function judgeRun(played: Played, run: RunRecord, index: number, diagram: Diagram): readonly Wrong[] {
  const { end } = run;
  if (run.fate === 'never-ended') return [{ rule: 'neverEnded', words: 'it never ended' }];
  if (run.fate === 'killed' && run.cancelledAt !== undefined)
    return [{ rule: 'outlivesItsCancel', words: 'it was cancelled, and the runner had to kill it' }];
  if (end === undefined) return [];
  const job = run.kind === 'run' ? run : (played.record.runs[index - 1] ?? run);
  const court = { played, run, index, job, end, diagram };
  return rules.flatMap(([rule, find]) => {
    const words = find(court);
    return words === undefined ? [] : [{ rule, words: `${run.kind}: ${words}` }];
  });
}
