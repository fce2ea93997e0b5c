/** A lifecycle hook that waits for a person: who it is, until when, and what that person has to type. */
import { inUtc, lasting } from '../names.ts';
import type { Deployment, Hook } from '../observations.ts';

const isAwaiting = ({ kind, status }: Hook): boolean => kind === 'PAUSE' && status === 'AWAITING_ACTION';

/** For the line that tells what is waited for; undefined when no person is. */
export function awaitedHook(hooks: readonly Hook[], now: number): string | undefined {
  const hook = hooks.find(isAwaiting);
  if (hook === undefined) return undefined;
  const left = hook.expiresAt === undefined ? '' : ` for another ${lasting(toMinutes(hook.expiresAt - now))}`;
  return `hook ${hook.id ?? ''} at ${hook.stage} waits for a person${left}`;
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
