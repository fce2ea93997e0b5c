/** Whether there is room for the plan beside what is there already; only a plan that makes it more is held to it. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { inKilobytes, largestTogether, mostVariables, totalSize, type Scope } from '../limits.ts';
import type { Variable } from '../ports.ts';
import type { Change } from './plan.ts';

export interface Room {
  readonly scope: Scope;
  readonly isEnterpriseServer: boolean;
}

/** Before anything is changed; undefined when there is room. */
export function noRoom(
  plan: readonly Change[],
  existing: readonly Variable[],
  { scope, isEnterpriseServer }: Room,
): Failure | undefined {
  const count = (kind: Change['kind']): number => plan.filter((change) => change.kind === kind).length;
  const after = existing.length + count('created') - count('removed');
  const most = mostVariables[scope];
  if (count('created') > 0 && after > most)
    return failure(
      `there would be ${String(after)} variables in this ${scope}, and GitHub keeps ${String(most)}`,
    );
  const limit = largestTogether(scope, isEnterpriseServer);
  const growth = sizeChange(plan);
  const size = totalSize(existing) + growth;
  // Of an organization's variables a repository may see a few: those that are asked for are counted before.
  if (scope !== 'repository' || limit === undefined || growth <= 0 || size <= limit) return undefined;
  return failure(
    `all values of this ${scope} would have ${inKilobytes(size)}, and a run gets ${inKilobytes(limit)}: GitHub leaves out the others without a word`,
  );
}

/** Bytes. */
function sizeChange(plan: readonly Change[]): number {
  return plan.reduce((sum, change) => {
    const added = 'value' in change ? Buffer.byteLength(change.value) : 0;
    const gone =
      change.kind === 'unchanged' ? added : 'before' in change ? Buffer.byteLength(change.before) : 0;
    return sum + added - gone;
  }, 0);
}

const failure = (why: string): Failure =>
  inputFailure({
    code: 'no-room',
    what: 'There is no room for these variables',
    why,
    hint: 'Remove some, set `prune-prefix`, or keep some in an environment of their own. Nothing was changed.',
  });
