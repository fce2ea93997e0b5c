/**
 * The lifecycle hooks of one stage: Lambda functions, whose outcome the world scripts, and pauses that await a
 * person. All hooks of a stage run side by side and must succeed before the next stage.
 */
import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import type { FunctionWorld } from '../../world.ts';
import type { HookRecord, Ids } from '../model.ts';
import { minutes, type Stage } from './stages.ts';

/** @param now milliseconds since the epoch */
export function startHooks(
  { lifecycleHooks = [] }: DeploymentConfiguration,
  stage: Stage,
  now: number,
  ids: Pick<Ids, 'hex'>,
): HookRecord[] {
  return lifecycleHooks
    .filter(({ lifecycleStages = [] }) => lifecycleStages.some((each) => each === stage))
    .map(({ targetType = 'AWS_LAMBDA', hookTargetArn, timeoutConfiguration }) => ({
      id: `ecs-${targetType === 'PAUSE' ? 'pause' : 'lambda'}-${ids.hex()}`,
      targetType,
      targetArn: hookTargetArn,
      startedAt: now,
      expiresAt: now + minutes(timeoutConfiguration?.timeoutInMinutes ?? 1440),
      timeoutAction: timeoutConfiguration?.action ?? 'ROLLBACK',
      status: targetType === 'PAUSE' ? 'AWAITING_ACTION' : 'IN_PROGRESS',
    }));
}

/** Brings the statuses up to date: functions that answered by now, hooks whose time is over. */
export function lookAtHooks(
  hooks: readonly HookRecord[],
  functions: ReadonlyMap<string, FunctionWorld>,
  now: number,
): void {
  for (const hook of hooks) {
    if (hook.status === 'IN_PROGRESS') hook.status = answerOf(hook, functions, now);
    const waits = hook.status === 'IN_PROGRESS' || hook.status === 'AWAITING_ACTION';
    if (waits && now >= hook.expiresAt) hook.status = 'TIMED_OUT';
  }
}

/** A function that the world does not know can not be called, and ECS takes that for a failure. */
function answerOf(
  { targetArn = '', startedAt }: HookRecord,
  functions: ReadonlyMap<string, FunctionWorld>,
  now: number,
): FunctionWorld['outcome'] {
  const called = functions.get(functionName(targetArn));
  if (called === undefined) return 'FAILED';
  return now < startedAt + called.duration ? 'IN_PROGRESS' : called.outcome;
}

/** `arn:aws:lambda:region:account:function:NAME`, perhaps with a version or an alias behind. */
const functionName = (arn: string): string => arn.split(':')[6] ?? arn;

export type HooksVerdict =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly hook: HookRecord };

export function judgeHooks(hooks: readonly HookRecord[]): HooksVerdict {
  const hook = hooks.find(
    ({ status, timeoutAction }) =>
      status === 'FAILED' || (status === 'TIMED_OUT' && timeoutAction === 'ROLLBACK'),
  );
  if (hook !== undefined) return { kind: 'failed', hook };
  const waits = hooks.some(({ status }) => status === 'IN_PROGRESS' || status === 'AWAITING_ACTION');
  return { kind: waits ? 'waiting' : 'passed' };
}
