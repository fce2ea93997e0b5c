/**
 * Makes the variables of a scope equal what was asked: check, read once, compare, then write what differs, one after
 * the other.
 */
import type { Clock } from '@slipway/action-kit/ports';
import { applyPlan, type Applied } from './applying/apply-plan.ts';
import { paceOf } from './applying/pace.ts';
import { nobodyIsTold, type Progress } from './applying/progress.ts';
import type { Merged, Override } from './asking/merge.ts';
import type { Target } from './asking/target.ts';
import { mostVariables } from './limits.ts';
import { accessOf, noAccess, type Access, type AccessChange } from './planning/access.ts';
import { environmentMissing } from './planning/environment-missing.ts';
import { inOrder } from './planning/order.ts';
import { planOf, type Change } from './planning/plan.ts';
import { noRoom } from './planning/room.ts';
import type { Selections, TargetEnvironment, Variable, VariableStore } from './ports.ts';

export interface Result extends Applied {
  readonly target: Target;
  readonly dryRun: boolean;
  readonly overrides: readonly Override[];
  /** Whether the environment was made, or with a dry run would be. */
  readonly environmentMade: boolean;
}

export interface Wish {
  readonly asked: Merged;
  readonly target: Target;
  readonly prunePrefix: string | undefined;
  readonly dryRun: boolean;
  readonly isEnterpriseServer: boolean;
}

export interface World {
  readonly store: VariableStore;
  readonly environment: TargetEnvironment;
  readonly selections: Selections;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly cancelled: AbortSignal;
  /** Nobody is told anything by a dry run. */
  readonly progress?: Progress;
}

/** @throws Failure when something is wrong before the first write: nothing was changed. */
export async function setVariables(wish: Wish, world: World): Promise<Result> {
  const { asked, target, prunePrefix, dryRun } = wish;
  const isMissing = await environmentMissing(target, world.environment);
  const existing = isMissing ? [] : await world.store.list();
  const access = target.scope === 'organization' ? accessOf(target.access, world.selections) : noAccess;
  const accessChanges = await changesOfAccess(asked, existing, access);
  const planned = planOf({ variables: asked.variables, prunePrefix, accessChanges }, existing);
  const failure = noRoom(planned, existing, { ...wish, scope: target.scope });
  if (failure !== undefined) throw failure;
  const plan = inOrder(planned, existing.length, mostVariables[target.scope]);
  await checkAccess(plan, access);
  const result = { target, dryRun, overrides: asked.overrides, environmentMade: isMissing };
  if (dryRun) return { ...result, done: plan, open: [], unsure: undefined, failure: undefined };
  const { progress = nobodyIsTold } = world;
  progress.begins({ ...result, plan });
  if (isMissing) await world.environment.create();
  const pace = paceOf(world.clock, world.cancelled);
  return { ...result, ...(await applyPlan(plan, { store: world.store, pace, access, progress })) };
}

/** By name: who sees it now and who shall. */
async function changesOfAccess(
  { variables }: Merged,
  existing: readonly Variable[],
  access: Access,
): Promise<ReadonlyMap<string, AccessChange>> {
  const names = new Set(variables.map(({ name }) => name));
  const changes = new Map<string, AccessChange>();
  for (const each of existing) {
    const change = names.has(each.name) ? await access.changeOf(each) : undefined;
    if (change !== undefined) changes.set(each.name, change);
  }
  return changes;
}

/** A repository that nobody knows is said before the first write; one that is updated may have to be created anew. */
async function checkAccess(plan: readonly Change[], access: Access): Promise<void> {
  if (plan.some(({ kind }) => kind === 'created' || kind === 'updated')) await access.toSend();
}
