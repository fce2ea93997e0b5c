/** What to go back to: captured before anything is touched, and never guessed afterwards. */
import type { Deployment, ServiceState } from './observations.ts';
import type { Baseline } from './phases.ts';
import type { Ports, ServiceName } from './ports.ts';

/**
 * With nothing in progress it is what the service runs. With a deployment in progress it is what the newest
 * SUCCESSFUL deployment brought, for the one in progress may be broken; undefined when there was none.
 */
export async function baselineOf(
  service: ServiceState,
  inProgress: boolean,
  name: ServiceName,
  ports: Ports,
): Promise<Baseline | undefined> {
  if (inProgress) return ofDeployment(await ports.deployments.newestSuccessful(name), service, ports);
  const newest =
    service.deployment === undefined ? undefined : await ports.deployments.describe(service.deployment);
  return {
    taskDefinition: service.taskDefinition,
    revision: await servingRevision(newest, service, ports),
    desired: service.desired,
  };
}

async function ofDeployment(
  deployment: Deployment | undefined,
  service: ServiceState,
  ports: Ports,
): Promise<Baseline | undefined> {
  const revision = deployment?.target?.revision;
  if (revision === undefined) return undefined;
  const taskDefinition = await ports.revisions.taskDefinitionOf(revision);
  return taskDefinition === undefined ? undefined : { taskDefinition, revision, desired: service.desired };
}

/** After a rollback the newest deployment's target is what was rolled back, not what serves. */
async function servingRevision(
  newest: Deployment | undefined,
  service: ServiceState,
  ports: Ports,
): Promise<string | undefined> {
  const revision = newest?.rollback?.revision ?? newest?.target?.revision;
  if (revision === undefined) return undefined;
  return (await ports.revisions.taskDefinitionOf(revision)) === service.taskDefinition ? revision : undefined;
}
