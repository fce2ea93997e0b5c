/** What to go back to: captured before anything is touched, and never guessed afterwards. */
import { servingNow } from '../ending/serving.ts';
import { isOver } from './looking-at-the-service.ts';
import type { Deployment, ServiceState } from '../observations.ts';
import type { Baseline } from '../facts.ts';
import type { Ports, ServiceName } from '../ports.ts';

/**
 * Whether what the service is asked to run is what its newest deployment left running. While one is in progress,
 * and after one that was stopped or whose rollback failed, the service is asked for what may be broken.
 */
export function endedWell(newest: Deployment | undefined): boolean {
  return newest === undefined || newest.status === 'SUCCESSFUL' || newest.status === 'ROLLBACK_SUCCESSFUL';
}

/** What served before a deployment in progress that is joined: it may be SUCCESSFUL itself by the time that is asked. */
export async function baselineBefore(
  { arn }: Deployment,
  service: ServiceState,
  name: ServiceName,
  ports: Ports,
): Promise<Baseline | undefined> {
  const good = await ports.deployments.newestSuccessful(name);
  const before = good?.arn === arn ? await olderThan(arn, name, ports) : good;
  return ofDeployment(before, service, ports);
}

async function olderThan(
  arn: string,
  name: ServiceName,
  { deployments }: Ports,
): Promise<Deployment | undefined> {
  const arns = (await deployments.successful(name)).map((each) => each.arn);
  const before = arns.includes(arn) ? arns[arns.indexOf(arn) + 1] : undefined;
  return before === undefined ? undefined : deployments.describe(before);
}

/**
 * When the newest deployment ended well it is what the service is asked to run, else what the newest SUCCESSFUL
 * deployment brought. Where ECS remembers none, and none is in progress, it is what alone runs and is healthy, as many
 * tasks as are asked for, whatever revision the service is asked for; undefined when nothing is.
 */
export async function baselineOf(
  service: ServiceState,
  newest: Deployment | undefined,
  name: ServiceName,
  ports: Ports,
): Promise<Baseline | undefined> {
  if (!endedWell(newest)) {
    const good = await ports.deployments.newestSuccessful(name);
    if (good === undefined && newest !== undefined && isOver(newest)) return whatRuns(name, ports);
    return ofDeployment(good, service, ports);
  }
  const revision = await servingRevision(newest, service, ports);
  return { taskDefinition: service.taskDefinition, revision, ...besidesOf(service) };
}

/**
 * What ECS itself goes back to from a deployment in progress: the newest SUCCESSFUL deployment's revision where that
 * is one of those it replaces, else the one that it replaces; undefined when it replaces none, or several.
 */
export async function sourceOf(
  { sources }: Deployment,
  service: ServiceState,
  name: ServiceName,
  ports: Ports,
): Promise<Baseline | undefined> {
  const [source, other] = sources;
  const good = (await ports.deployments.newestSuccessful(name))?.target?.revision;
  const alone = other === undefined ? source : undefined;
  const revision = good !== undefined && sources.includes(good) ? good : alone;
  if (revision === undefined) return undefined;
  const taskDefinition = await ports.revisions.taskDefinitionOf(revision);
  return taskDefinition === undefined ? undefined : { taskDefinition, revision, ...besidesOf(service) };
}

async function ofDeployment(
  deployment: Deployment | undefined,
  service: ServiceState,
  ports: Ports,
): Promise<Baseline | undefined> {
  const revision = deployment?.target?.revision;
  if (revision === undefined) return undefined;
  const taskDefinition = await ports.revisions.taskDefinitionOf(revision);
  return taskDefinition === undefined ? undefined : { taskDefinition, revision, ...besidesOf(service) };
}

async function whatRuns(name: ServiceName, ports: Ports): Promise<Baseline | undefined> {
  const serving = await servingNow(name, ports);
  if (serving === undefined || serving.healthy === 0) return undefined;
  if (serving.healthy < serving.service.desired) return undefined;
  return { taskDefinition: serving.taskDefinition, revision: undefined, ...besidesOf(serving.service) };
}

const besidesOf = ({
  desired,
  enableEcsManagedTags,
  propagateTags,
  volumes,
}: ServiceState): Pick<Baseline, 'desired' | 'settings'> => ({
  desired,
  settings: { enableEcsManagedTags, propagateTags, volumes },
});

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
