/** A plan, carried out one change after the other: a write that fails does not hide those that were done before it. */
import type { Failure } from '@slipway/action-kit/failures';
import type { Change } from '../planning/plan.ts';
import { applyChange, type Applying } from './apply-change.ts';
import type { Done } from './done.ts';

export interface Applied {
  /** In the order of the plan. */
  readonly done: readonly Done[];
  /** What nothing was done about. */
  readonly open: readonly Change[];
  /** The change whose answer did not come: it may have been made. */
  readonly unsure: Change | undefined;
  readonly failure: Failure | undefined;
}

export async function applyPlan(plan: readonly Change[], applying: Applying): Promise<Applied> {
  const done: Done[] = [];
  for (const [index, change] of plan.entries()) {
    const ended = await applyChange(change, applying);
    if (ended.kind === 'done') {
      done.push(ended.done);
      applying.progress.did(ended.done);
      continue;
    }
    const { failure, mayBeDone } = ended;
    const unsure = mayBeDone ? change : undefined;
    return { done, open: plan.slice(mayBeDone ? index + 1 : index), unsure, failure };
  }
  return { done, open: [], unsure: undefined, failure: undefined };
}
