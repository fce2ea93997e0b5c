/**
 * A deployment that ECS takes back, or has taken back, and where it goes: for whoever asks for that, and need not when
 * it is so.
 */
import type { Deployment, DeploymentStatus } from '../observations.ts';
import type { Baseline } from '../facts.ts';
import type { Ports } from '../ports.ts';

export const isOnItsWayBack = (status: DeploymentStatus): boolean =>
  status === 'ROLLBACK_REQUESTED' || status === 'ROLLBACK_IN_PROGRESS';

export const isReturning = (status: DeploymentStatus): boolean =>
  isOnItsWayBack(status) || status === 'ROLLBACK_SUCCESSFUL';

/** Where ECS goes; unknown until it names the revision, and where that may not be looked at. */
export type Direction =
  { readonly kind: 'baseline' | 'unknown' } | { readonly kind: 'elsewhere'; readonly taskDefinition: string };

/** @throws Failure when another look may tell. */
export async function directionOf(
  { rollback }: Pick<Deployment, 'rollback'>,
  baseline: Baseline,
  { revisions }: Pick<Ports, 'revisions'>,
): Promise<Direction> {
  const revision = rollback?.revision;
  if (revision === undefined) return { kind: 'unknown' };
  if (revision === baseline.revision) return { kind: 'baseline' };
  const taskDefinition = await revisions.taskDefinitionOf(revision);
  if (taskDefinition === undefined) return { kind: 'unknown' };
  if (taskDefinition === baseline.taskDefinition) return { kind: 'baseline' };
  return { kind: 'elsewhere', taskDefinition };
}
