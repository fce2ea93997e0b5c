/**
 * Makes the variables of a scope equal what was asked: check, read once, compare, then write what differs, one after
 * the other.
 */
import type { Clock } from '@slipway/action-kit/ports';
import { applyPlan, type Applied } from './applying/apply-plan.ts';
import { paceOf } from './applying/pace.ts';
import type { Merged, Override } from './asking/merge.ts';
import type { AskedAccess, Target } from './asking/target.ts';
import { accessChanges } from './planning/access.ts';
import { environmentMissing } from './planning/environment-missing.ts';
import { planOf, type Change } from './planning/plan.ts';
import { noRoom } from './planning/room.ts';
import type { Selections, TargetEnvironment, Variable, VariableStore, VariableToWrite } from './ports.ts';

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
}

/** @throws Failure when something is wrong before the first write: nothing was changed. */
export async function setVariables(wish: Wish, world: World): Promise<Result> {
  const { asked, target, prunePrefix, dryRun } = wish;
  const isMissing = await environmentMissing(target, world.environment);
  const existing = isMissing ? [] : await world.store.list();
  const plan = planOf(
    { variables: asked.variables, prunePrefix, accessChanges: await changesOfAccess(wish, existing, world) },
    existing,
  );
  const failure = noRoom(plan, existing, { ...wish, scope: target.scope });
  if (failure !== undefined) throw failure;
  const accessOf = await accessToSend(target, plan, world.selections);
  const result = { target, dryRun, overrides: asked.overrides, environmentMade: isMissing };
  if (dryRun) return { ...result, done: plan, open: [], unsure: undefined, failure: undefined };
  if (isMissing) await world.environment.create();
  const pace = paceOf(world.clock, world.cancelled);
  return { ...result, ...(await applyPlan(plan, { store: world.store, pace, accessOf })) };
}

async function changesOfAccess(
  { asked, target }: Wish,
  existing: readonly Variable[],
  { selections }: World,
): Promise<Awaited<ReturnType<typeof accessChanges>>> {
  if (target.scope !== 'organization') return new Map();
  const names = new Set(asked.variables.map(({ name }) => name));
  return accessChanges(
    target.access,
    existing.filter(({ name }) => names.has(name)),
    selections,
  );
}

type AccessOf = (change: Change) => Pick<VariableToWrite, 'visibility' | 'selectedRepositories'>;

/** The ids are looked up before the first write, and only when one will need them. */
async function accessToSend(
  target: Target,
  plan: readonly Change[],
  selections: Selections,
): Promise<AccessOf> {
  if (target.scope !== 'organization') return () => ({});
  const needsIt = plan.some(
    (change) => change.kind === 'created' || (change.kind === 'updated' && change.access !== undefined),
  );
  const access = needsIt ? await withIds(target.access, selections) : {};
  return () => access;
}

async function withIds(
  { visibility, repositories }: AskedAccess,
  selections: Selections,
): Promise<ReturnType<AccessOf>> {
  if (visibility !== 'selected') return { visibility };
  const ids: number[] = [];
  for (const slug of repositories) ids.push((await selections.find(slug)).id);
  return { visibility, selectedRepositories: ids };
}
