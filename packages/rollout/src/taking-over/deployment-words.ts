/** A deployment in words, with the hooks that somebody may answer: for whoever acts on one that is there. */
import { counted, lastPart, revisionName } from '../names.ts';
import type { Deployment, Hook } from '../observations.ts';

/** A hook that can be answered. */
export type AwaitingHook = Hook & { readonly id: string };

export function awaitingIn({ hooks }: Pick<Deployment, 'hooks'>): readonly AwaitingHook[] {
  return hooks.flatMap((hook) =>
    hook.status === 'AWAITING_ACTION' && hook.id !== undefined ? [{ ...hook, id: hook.id }] : [],
  );
}

/** `deployment 0007 of web:42`. */
export const deploymentName = (deployment: Pick<Deployment, 'arn'>, taskDefinition: string): string =>
  `deployment ${lastPart(deployment.arn)} of ${revisionName(taskDefinition)}`;

/** `deployment 0007 of web:42 is IN_PROGRESS at BAKE_TIME, and 2 hooks await an action (pre, post)`. */
export function standingOf(deployment: Deployment, taskDefinition: string): string {
  const { status, stage } = deployment;
  const hooks = awaitingIn(deployment);
  const at = stage === undefined ? '' : ` at ${stage}`;
  const verb = hooks.length === 1 ? 'awaits' : 'await';
  const waits =
    hooks.length === 0
      ? ''
      : `, and ${counted(hooks.length, 'hook')} ${verb} an action (${hooks.map(({ id }) => id).join(', ')})`;
  return `${deploymentName(deployment, taskDefinition)} is ${status}${at}${waits}`;
}
