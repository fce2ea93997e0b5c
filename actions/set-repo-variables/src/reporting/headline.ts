/** The end of a run in one sentence. */
import type { Done } from '../applying/done.ts';
import { targetName } from '../asking/target.ts';
import type { Result } from '../set-variables.ts';
import { plannedWords } from './planned.ts';

export function headline(result: Result): string {
  const { target, dryRun, done, open, unsure, failure, environmentMade } = result;
  if (dryRun) return `Dry run, nothing was changed. ${plannedWords({ ...result, plan: done })}`;
  const count = (kind: Done['kind']): number => done.filter((each) => each.kind === kind).length;
  const counts = [
    ...(['created', 'updated', 'unchanged'] as const).map((kind) => `${String(count(kind))} ${kind}`),
    ...(['removed', 'left'] as const).flatMap((kind) =>
      count(kind) === 0 ? [] : [`${String(count(kind))} ${kind}`],
    ),
    ...(unsure === undefined ? [] : ['1 not known']),
    ...(failure === undefined ? [] : [`${String(open.length)} not reached`]),
  ].join(', ');
  return `Variables of ${targetName(target)}${environmentMade ? ', which was made' : ''}: ${counts}`;
}
