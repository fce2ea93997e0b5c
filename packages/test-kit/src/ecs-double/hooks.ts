/** PAUSE hooks of the ECS double: a new deployment waits until each of them is answered. */
import { outcomeFailure } from '@slipway/action-kit/failures';
import type { Hook } from '@slipway/rollout/observations';
import type { DeploymentRecord, EcsState } from './state.ts';

const stage = 'PRE_SCALE_UP';

/** Whether the deployment is held up; it is from when it first gets here. */
export function isHeldUp({ options: { pauses = [] } }: EcsState, deployment: DeploymentRecord): boolean {
  if (pauses.length > 0 && deployment.hooks.length === 0) {
    deployment.stage = stage;
    deployment.hooks = pauses.map(awaiting);
  }
  return deployment.hooks.some(isAwaiting);
}

const awaiting = (id: string): Hook => ({
  id,
  stage,
  kind: 'PAUSE',
  status: 'AWAITING_ACTION',
  expiresAt: undefined,
  timeoutAction: 'ROLLBACK',
});

const isAwaiting = ({ status }: Hook): boolean => status === 'AWAITING_ACTION';

/** @throws Failure when nobody is asked. */
export function answer(deployment: DeploymentRecord | undefined, id: string): void {
  const hook = deployment?.hooks.find((each) => each.id === id);
  if (deployment?.status !== 'IN_PROGRESS' || hook === undefined || !isAwaiting(hook))
    throw outcomeFailure({ code: 'hook-not-answered', what: `No hook ${id} awaits an action` });
  deployment.hooks = deployment.hooks.map((each) =>
    each === hook ? { ...hook, status: 'SUCCEEDED' } : each,
  );
}
