/** A lifecycle hook that waits for a person: who it is, until when, and what that person has to type. */
import { inUtc, lasting } from '../names.ts';
import type { Deployment, Hook } from '../observations.ts';

const isAwaiting = ({ kind, status }: Hook): boolean => kind === 'PAUSE' && status === 'AWAITING_ACTION';

/**
 * For the line that tells what is waited for, with what ends the wait first; undefined when no person is waited for.
 * @param now by the clock of AWS.
 * @param rest milliseconds until the deployment has had its time.
 */
export function awaitedHook(hooks: readonly Hook[], now: number, rest: number): string | undefined {
  const hook = hooks.find(isAwaiting);
  if (hook === undefined) return undefined;
  const { id = '', stage, expiresAt = Infinity } = hook;
  const left = expiresAt - now;
  const until = left <= rest ? 'for another' : 'until the `timeout`, for another';
  return `hook ${id} at ${stage} waits for a person ${until} ${lasting(toMinutes(Math.min(left, rest)))}`;
}

/** Whole minutes above one: a line that changes with every second would be told with every look. */
const toMinutes = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 60_000)) * 60_000;

export function wayOn({ arn }: Deployment, hook: Hook): string {
  const { id = '', stage, expiresAt, timeoutAction } = hook;
  const until = expiresAt === undefined ? '' : ` until ${inUtc(expiresAt)}`;
  const then = timeoutAction === undefined ? '' : `, then ECS does ${timeoutAction} by itself`;
  const command = `aws ecs continue-service-deployment --service-deployment-arn ${arn} --hook-id ${id} --action CONTINUE`;
  return `hook ${id} at ${stage} waits for a person${until}${then}. To go on: \`${command}\`, or run this action with \`mode: continue\``;
}
