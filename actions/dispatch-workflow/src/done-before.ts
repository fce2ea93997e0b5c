/**
 * What became of a key, asked when its target can't be started any more: a workflow that was to run once is often
 * removed or changed afterwards, and what is done stays done.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { isFileName } from './asking/resolve-workflow.ts';
import type { Target } from './asking/target.ts';
import { readClaim, type ClaimValue } from './claiming/claim-value.ts';
import { onceVariable } from './claiming/key.ts';
import type { Claims, Once } from './claiming/ports.ts';
import { isThisRun } from './claiming/step.ts';

export type Already = Extract<Once, { readonly kind: 'already' }>;

/** @returns undefined where it is not certain that this target was started for the key. Never throws a Failure. */
export async function doneBefore(
  target: Target,
  key: string,
  { claims, by }: { readonly claims: Claims; readonly by: string | undefined },
): Promise<Already | undefined> {
  const value = await claimOf(key, claims);
  if (value === undefined || !value.started || !isFor(target, value)) return undefined;
  return {
    kind: 'already',
    run: value.run,
    by: value.by,
    byThisRun: isThisRun(value.by, by),
    wasPending: false,
  };
}

async function claimOf(key: string, claims: Claims): Promise<ClaimValue | undefined> {
  try {
    const variable = await claims.read(onceVariable(key));
    return variable === undefined ? undefined : readClaim(variable.value);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'defect' || failure.code === 'cancelled') throw failure;
    return undefined;
  }
}

/** A claim names the file; which one a name or an id meant cannot be looked up any more. */
function isFor(target: Target, { kind, target: claimed }: ClaimValue): boolean {
  if (target.kind !== kind) return false;
  const asked = target.kind === 'event' ? target.eventType : target.workflow;
  return asked === claimed || (target.kind === 'workflow' && !isFileName(asked));
}
