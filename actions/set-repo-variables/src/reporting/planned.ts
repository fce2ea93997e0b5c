/** What is to be done, in one sentence: before it is, and all that a dry run ends with. */
import { waitOf } from '../applying/pace.ts';
import { targetName, type Target } from '../asking/target.ts';
import type { Change } from '../planning/plan.ts';

export interface Planned {
  readonly target: Target;
  readonly plan: readonly { readonly kind: Change['kind'] | 'left' }[];
  readonly environmentMade: boolean;
}

/** "Planned for team/web: 40 to create, 0 to update, 2 unchanged; about 25 s". */
export function plannedWords({ target, plan, environmentMade }: Planned): string {
  const count = (kind: Change['kind']): number => plan.filter((each) => each.kind === kind).length;
  const removed = count('removed');
  const counts = [
    `${String(count('created'))} to create`,
    `${String(count('updated'))} to update`,
    `${String(count('unchanged'))} unchanged`,
    ...(removed === 0 ? [] : [`${String(removed)} to remove`]),
  ].join(', ');
  const first = environmentMade ? ', which is made first' : '';
  return `Planned for ${targetName(target)}${first}: ${counts}${timeWords(waitOf(writesOf(plan)))}`;
}

export const writesOf = (plan: Planned['plan']): number =>
  plan.filter(({ kind }) => kind !== 'unchanged').length;

function timeWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds === 0) return '';
  const minutes = Math.floor(seconds / 60);
  const rest = `${String(seconds % 60)} s`;
  return `; about ${minutes === 0 ? rest : `${String(minutes)} min ${rest}`}`;
}
