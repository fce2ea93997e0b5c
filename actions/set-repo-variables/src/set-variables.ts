/**
 * Makes the variables of a repository equal what was asked: check, read once, compare, then write what differs,
 * one after the other. A write that fails does not hide those that were done before it.
 */
import { asFailure, cancelledFailure, type Failure } from '@slipway/action-kit/failures';
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Inputs } from './inputs.ts';
import { planOf, type Change } from './plan.ts';
import type { VariableStore } from './ports.ts';
import { problemsOf } from './variable-rules.ts';

export interface Result {
  readonly repository: string;
  readonly dryRun: boolean;
  /** Done, or with a dry run planned; in the order asked for. */
  readonly changes: readonly Change[];
  /** What was still to be done when a write failed. */
  readonly left: readonly Change[];
  readonly failure: Failure | undefined;
}

export interface World {
  /** `owner/name`. */
  readonly repository: string;
  readonly variables: VariableStore;
  readonly cancelled: AbortSignal;
}

/** @throws Failure when the input is wrong or the variables can't be read: nothing was changed. */
export async function setVariables(
  { variables: asked, token, dryRun }: Pick<Inputs, 'variables' | 'token' | 'dryRun'>,
  { repository, variables, cancelled }: World,
): Promise<Result> {
  const problems = problemsOf(asked, token);
  if (problems.length > 0) throw wrongInputs(problems);
  const plan = planOf(asked, await variables.list());
  if (dryRun) return { repository, dryRun, changes: plan, left: [], failure: undefined };
  return { repository, dryRun, ...(await carryOut(plan, variables, cancelled)) };
}

async function carryOut(
  plan: readonly Change[],
  variables: VariableStore,
  cancelled: AbortSignal,
): Promise<Pick<Result, 'changes' | 'left' | 'failure'>> {
  const changes: Change[] = [];
  try {
    for (const change of plan) {
      if (cancelled.aborted) throw cancelledFailure('writing variables');
      changes.push(await apply(change, variables));
    }
    return { changes, left: [], failure: undefined };
  } catch (thrown) {
    return { changes, left: plan.slice(changes.length), failure: asFailure(thrown) };
  }
}

async function apply(change: Change, variables: VariableStore): Promise<Change> {
  const { name, value } = change;
  switch (change.kind) {
    case 'unchanged':
      return change;
    case 'created':
      // Somebody else may have created it since it was read.
      return { name, value, ...(await variables.create({ name, value })) };
    case 'updated':
      await variables.update({ name, value });
      return change;
  }
}
