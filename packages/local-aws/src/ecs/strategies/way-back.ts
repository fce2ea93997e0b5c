/** Traffic on its way back to the source (blue), when a deployment that shifts it is rolled back or given up. */
import { crewOf, tasksOfDeployment } from '../counts.ts';
import type { EcsState, ServiceDeploymentRecord, ServiceRecord } from '../model.ts';
import { shiftTraffic } from './traffic.ts';

/**
 * Does nothing unless a rollback has begun. Blue still runs, so its traffic comes back at once; only once
 * CLEAN_UP had begun does it wait until blue has all its tasks again.
 */
export function sendTrafficBack(state: EcsState, service: ServiceRecord): void {
  const record = service.history[0];
  const lifecycle = record?.lifecycle;
  if (record?.status !== 'ROLLBACK_IN_PROGRESS' || lifecycle === undefined || lifecycle.sentBack) return;
  const blue = crewOf(tasksOfDeployment(state, lifecycle.source));
  if (lifecycle.stage === 'CLEAN_UP' && blue.healthy < service.desiredCount) return;
  lifecycle.stage = 'CLEAN_UP';
  giveTrafficBack(state, record);
}

export function giveTrafficBack(
  state: EcsState,
  { lifecycle, deployment }: Pick<ServiceDeploymentRecord, 'lifecycle' | 'deployment'>,
): void {
  if (lifecycle === undefined) return;
  lifecycle.sentBack = true;
  lifecycle.production = 0;
  lifecycle.test = 0;
  shiftTraffic(state, lifecycle, deployment);
}
