/** How a deployment that shifts traffic begins: what it shifts from, and where its tasks stand. */
import type { DeploymentRecord, LifecycleRecord, ServiceDeploymentRecord, ServiceRecord } from '../model.ts';
import { otherSide, type Side } from './traffic.ts';

/**
 * What production traffic comes from: what completed last, or what a deployment that did not end came from.
 * @param running the service deployment that has not ended, if any
 */
export function sourceOf(
  { deployments }: ServiceRecord,
  running: ServiceDeploymentRecord | undefined,
): DeploymentRecord | undefined {
  const completed = deployments.find(({ rolloutState }) => rolloutState === 'COMPLETED');
  return completed ?? running?.rollback?.to ?? running?.lifecycle?.source ?? deployments[0];
}

/** The first deployment of a service has nothing to shift from, and ROLLING shifts nothing: both have no stages. */
export function shifts(
  { settings }: ServiceRecord,
  source: DeploymentRecord | undefined,
): source is DeploymentRecord {
  return source !== undefined && (settings.deploymentConfiguration?.strategy ?? 'ROLLING') !== 'ROLLING';
}

export const sideBeside = (source: DeploymentRecord | undefined, shifted: boolean): Side => {
  if (source === undefined) return 'primary';
  return shifted ? otherSide(source.side) : source.side;
};

/** @param revisions how many revisions have tasks besides the new one: more than one is put in order first */
export const newLifecycle = (source: DeploymentRecord, revisions: number): LifecycleRecord => ({
  source,
  stage: revisions > 1 ? 'RECONCILE_SERVICE' : 'PRE_SCALE_UP',
  since: undefined,
  production: 0,
  test: 0,
  sentBack: false,
  hooks: [],
});
