/**
 * The phase that asks ECS, once, to run the revision. When the answer is lost the service is looked at, so that
 * a deployment that did start is followed and none is started twice.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { ended, knownOf, reasonOf, refusedBy } from './endings.ts';
import { cancelledWhile } from './guards.ts';
import { blank } from './memory.ts';
import { lastPart, revisionName } from './names.ts';
import type { ServiceState } from './observations.ts';
import type { Ended, Started, Updating, Watching } from './phases.ts';
import type { Ports } from './ports.ts';

type Next = Watching | Ended<'started'> | Ended<'refused'> | Ended<'stuck'>;

export async function updating(phase: Updating, ports: Ports): Promise<Next> {
  const { request, taskDefinition, baseline } = phase;
  const startedAt = ports.clock.now();
  const known = { baseline, taskDefinition };
  if (ports.cancelled.aborted)
    return refusedBy(cancelledWhile('updating the service'), request, startedAt, known);
  try {
    const { desiredCount, forceNewDeployment, enableEcsManagedTags, propagateTags } = request;
    const change = { taskDefinition, desiredCount, forceNewDeployment, enableEcsManagedTags, propagateTags };
    const service = await ports.services.update(request.name, change);
    return follow(startedOf(phase, service, startedAt), ports);
  } catch (thrown) {
    return afterLostAnswer(phase, asFailure(thrown), startedAt, ports);
  }
}

function startedOf(phase: Updating, service: ServiceState, startedAt: number): Started {
  const { request, baseline, before, taskDefinition } = phase;
  const isNew = service.deployment !== before && service.taskDefinition === taskDefinition;
  return {
    request,
    baseline,
    before,
    taskDefinition,
    owner: isNew ? service.owner : undefined,
    deployment: isNew ? service.deployment : undefined,
    startedAt,
    desired: service.desired,
    targetGroups: service.targetGroups,
  };
}

function follow(started: Started, ports: Ports): Watching | Ended<'started'> {
  const { request, deployment, taskDefinition } = started;
  const name = deployment === undefined ? '' : ` as deployment ${lastPart(deployment)}`;
  ports.log.info(`ECS was asked to run ${revisionName(taskDefinition)}${name}.`);
  if (request.wait) return { kind: 'watching', started, memory: blank };
  const text = `ECS was asked to run ${revisionName(taskDefinition)}; nobody waits for its end`;
  return ended('started', request, { code: 'started', text }, ports.clock.now(), knownOf(started));
}

/** What ECS refused has changed nothing; after a lost or incomprehensible answer the service itself knows. */
async function afterLostAnswer(
  phase: Updating,
  failure: Failure,
  startedAt: number,
  ports: Ports,
): Promise<Next> {
  const { request, baseline, taskDefinition } = phase;
  const known = { baseline, taskDefinition };
  const isRefusal = failure.kind !== 'upstream' && failure.kind !== 'defect';
  if (isRefusal) return refusedBy(failure, request, ports.clock.now(), known);
  try {
    const service = await ports.services.describe(request.name);
    if (service?.taskDefinition === taskDefinition && service.deployment !== phase.before) {
      return follow(startedOf(phase, service, startedAt), ports);
    }
    return refusedBy(failure, request, ports.clock.now(), known);
  } catch {
    return ended('stuck', request, reasonOf(failure), ports.clock.now(), {
      ...known,
      startedAt,
      failureKind: failure.kind,
      hint: 'It is not known whether ECS took the update: look at the service before running this again.',
    });
  }
}
