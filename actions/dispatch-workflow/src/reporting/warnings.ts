/** What a green step still has to say: a run that nobody can tell, a claim that was not written, an end that is history. */
import type { Annotation } from '@slipway/action-kit/annotation';
import { withoutHint } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { onceVariable } from '../claiming/key.ts';
import type { Begun, Result } from '../result.ts';
import { urlOf } from './outputs.ts';
import { conclusionOf, endLook, isGone, verdictOf } from './seen-end.ts';

export function warningsOf(result: Result): readonly Annotation[] {
  if (result.kind === 'not-wanted') return whenEmpty(result);
  if (result.kind === 'planned') return targetOutdated(result);
  return [
    ...targetOutdated(result),
    ...runUntold(result),
    ...claimUnwritten(result),
    ...guessed(result),
    ...redHistory(result),
    ...runGone(result),
    ...timeoutUnused(result),
  ];
}

const warning = (title: string, message: string): readonly Annotation[] => [
  { level: 'warning', title: `dispatch-workflow: ${title}`, message },
];

/** What a misspelt `steps.‹id›` gives is empty as well, and nothing else would tell. */
function whenEmpty({ when }: Extract<Result, { kind: 'not-wanted' }>): readonly Annotation[] {
  if (when !== undefined) return [];
  return warning(
    'nothing was started',
    '`when` is empty: is the id of the step right that it is taken from, and the name of its output? What says no is `false` or `[]`.',
  );
}

const usualTimeout = 1_800_000;

function timeoutUnused({ wait, timeout }: Begun): readonly Annotation[] {
  if (wait || timeout === usualTimeout) return [];
  const title = 'dispatch-workflow: `timeout` has no effect';
  return [{ level: 'notice', title, message: '`timeout` limits what `wait: true` waits for.' }];
}

function targetOutdated({ outdated }: Pick<Begun, 'outdated'>): readonly Annotation[] {
  if (outdated === undefined) return [];
  return warning(
    'could not be started now',
    `${withoutHint(outdated)} It was started before for this key, so that nothing is to be started.`,
  );
}

function runUntold({ beginning, target, wait }: Begun): readonly Annotation[] {
  if (beginning.kind === 'unfound' && !wait) {
    const what =
      target.kind === 'event'
        ? 'The event was sent, but nobody can tell which run it started'
        : 'The workflow was started, but nobody can tell as which run';
    return warning('run unknown', `${what}: ${oneLine(beginning.why, 600)}. run-id and run-url are empty.`);
  }
  if (beginning.kind === 'already' && beginning.run === undefined)
    return warning('run unknown', 'The claim does not say which run it was: run-id and run-url are empty.');
  return [];
}

function claimUnwritten({ unrecorded, key = '' }: Begun): readonly Annotation[] {
  if (unrecorded === undefined) return [];
  // Without its claim nobody looks for the run.
  if (unrecorded.code === 'claim-lost')
    return warning('claim not written', `The run was started. ${unrecorded.message}`);
  return warning(
    'claim not written',
    `The run was started, but could not be written into ${onceVariable(key)}: ${withoutHint(unrecorded)} Whoever comes next looks for it among the runs.`,
  );
}

function guessed({ beginning }: Begun): readonly Annotation[] {
  if (beginning.kind !== 'recovered' || beginning.certain) return [];
  const lost = beginning.byThisStep ? " GitHub's answer to this step was lost." : '';
  return warning(
    'run inferred',
    `Run ${String(beginning.run.id)} shows no marker; it is the only one that can have been started for this key.${lost}`,
  );
}

function redHistory(begun: Begun): readonly Annotation[] {
  const look = endLook(begun.followed);
  if (look === undefined || !begun.isHistory || verdictOf(look).kind === 'green') return [];
  return warning(
    'an earlier run was red',
    `The run that was started for this key before ended with ${conclusionOf(begun)}: ${oneLine(look.run.url, 300)}. This step does not start it again, and is green.`,
  );
}

function runGone(begun: Begun): readonly Annotation[] {
  if (!isGone(begun)) return [];
  return warning(
    'an earlier run is gone',
    `GitHub does not show the run that was started for this key before, and nobody can tell how it ended: ${oneLine(urlOf(begun), 300)}. This step does not start it again, and is green.`,
  );
}
