/** A deployment that ECS takes back, or has taken back: for whoever asks for that, and need not when it is so. */
import type { DeploymentStatus } from '../observations.ts';

const returning: ReadonlySet<DeploymentStatus> = new Set([
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_SUCCESSFUL',
]);

export const isReturning = (status: DeploymentStatus): boolean => returning.has(status);
