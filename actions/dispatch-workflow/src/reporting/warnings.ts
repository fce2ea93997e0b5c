/** What a green step still has to say: a run that nobody can tell, a claim that was not written, an end that is history. */
import type { Annotation } from '@slipway/action-kit/annotation';
import { withoutHint } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { onceVariable } from '../claiming/key.ts';
import type { Begun, Result } from '../dispatch-workflow.ts';
import { conclusionOf, endLook, isHistory, verdictOf } from './seen-end.ts';

export function warningsOf(result: Result): readonly Annotation[] {
  if (result.kind !== 'begun') return [];
  return [...runUntold(result), ...claimUnwritten(result), ...guessed(result), ...redHistory(result)];
}

const warning = (title: string, message: string): readonly Annotation[] => [
  { level: 'warning', title: `dispatch-workflow: ${title}`, message },
];

function runUntold({ beginning, wait }: Begun): readonly Annotation[] {
  if (beginning.kind === 'unfound' && !wait)
    return warning(
      'run unknown',
      `The workflow was started, but nobody can tell as which run: ${oneLine(beginning.why, 400)}. run-id and run-url are empty.`,
    );
  if (beginning.kind === 'already' && beginning.run === undefined)
    return warning('run unknown', 'The claim does not say which run it was: run-id and run-url are empty.');
  return [];
}

function claimUnwritten({ unrecorded, key = '' }: Begun): readonly Annotation[] {
  if (unrecorded === undefined) return [];
  return warning(
    'claim not written',
    `The run was started, but could not be written into ${onceVariable(key)}: ${withoutHint(unrecorded)} Whoever comes next looks for it among the runs.`,
  );
}

function guessed({ beginning }: Begun): readonly Annotation[] {
  if (beginning.kind !== 'recovered' || beginning.certain) return [];
  return warning(
    'run inferred',
    `Run ${String(beginning.run.id)} shows no marker; it is the only one that can have been started for this key.`,
  );
}

function redHistory(begun: Begun): readonly Annotation[] {
  const look = endLook(begun.followed);
  if (look === undefined || !isHistory(begun) || verdictOf(look).kind === 'green') return [];
  return warning(
    'an earlier run was red',
    `The run that was started for this key before ended with ${conclusionOf(begun)}: ${oneLine(look.run.url, 300)}. This step does not start it again, and is green.`,
  );
}
