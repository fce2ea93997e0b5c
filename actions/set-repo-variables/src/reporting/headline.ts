/** The end of a run in one sentence. */
import type { Done } from '../applying/done.ts';
import { targetName } from '../asking/target.ts';
import type { Result } from '../set-variables.ts';

export function headline({ target, dryRun, done, open, unsure, failure, environmentMade }: Result): string {
  const count = (kind: Done['kind']): number => done.filter((each) => each.kind === kind).length;
  const counts = [
    ...(['created', 'updated', 'unchanged'] as const).map((kind) => `${String(count(kind))} ${kind}`),
    ...(['removed', 'left'] as const).flatMap((kind) =>
      count(kind) === 0 ? [] : [`${String(count(kind))} ${kind}`],
    ),
    ...(unsure === undefined ? [] : ['1 not known']),
    ...(failure === undefined ? [] : [`${String(open.length)} not reached`]),
  ].join(', ');
  const name = targetName(target);
  if (!dryRun) return `Variables of ${name}${environmentMade ? ', which was made' : ''}: ${counts}`;
  const made = environmentMade ? `${name} would be made, and ` : '';
  return `Dry run, nothing was changed: ${made}variables of ${name} would be ${counts}`;
}
