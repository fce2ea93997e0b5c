/** A plan, carried out one change after the other: a write that fails does not hide those that were done before it. */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
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
  try {
    for (const change of plan) done.push(await applyChange(change, applying));
    return { done, open: [], unsure: undefined, failure: undefined };
  } catch (thrown) {
    const failure = asFailure(thrown);
    const rest = plan.slice(done.length);
    const unsure = mayBeDone(failure) ? rest[0] : undefined;
    return { done, open: unsure === undefined ? rest : rest.slice(1), unsure, failure };
  }
}

/** No answer and a broken one leave open what GitHub did; a refusal does not. */
const mayBeDone = ({ code }: Failure): boolean =>
  ['github-unreachable', 'github-unavailable', 'answer-unreadable'].includes(code);
