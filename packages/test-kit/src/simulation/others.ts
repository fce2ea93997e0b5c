/** Somebody else at work on the service: they call ECS as everybody does, and ECS may refuse them. */
import { isActive } from '@slipway/local-aws/ecs/counts';
import { stopTask } from '@slipway/local-aws/ecs/task-end';
import { documentOf, serviceName, type SimulatedCloud } from './cloud.ts';
import type { WorldRecord } from './record.ts';
import { standingOf } from './standing.ts';
import type { Deed, ImageName, Scene } from './scene.ts';

export function act(deed: Deed, scene: Scene, cloud: SimulatedCloud, record: WorldRecord): void {
  const before = standingOf(cloud);
  try {
    carryOut(deed, scene, cloud);
  } catch {
    // Refused, as a person would be; nothing happened.
    return;
  }
  record.deeds.push({ at: cloud.clock.now(), kind: deed.kind, before });
  const newest = cloud.service.history[0]?.arn;
  if (newest !== undefined && newest !== before.newest) record.beganBy.set(newest, 'others');
}

function carryOut(deed: Deed, scene: Scene, cloud: SimulatedCloud): void {
  switch (deed.kind) {
    case 'deploys':
      cloud.call('UpdateService', { ...serviceName, taskDefinition: revisionOf(deed.image, scene, cloud) });
      return;
    case 'forces':
      cloud.call('UpdateService', { ...serviceName, forceNewDeployment: true });
      return;
    case 'scales':
      cloud.call('UpdateService', { ...serviceName, desiredCount: deed.to });
      return;
    case 'stops-deployment':
      cloud.call('StopServiceDeployment', { serviceDeploymentArn: cloud.service.history[0]?.arn });
      return;
    case 'answers-hook':
      answerHook(deed.action, cloud);
      return;
    case 'ends-task':
      endNewestTask(deed.code, cloud);
      return;
    case 'deletes-service':
      cloud.call('DeleteService', { ...serviceName, force: true });
      return;
  }
}

function answerHook(action: 'CONTINUE' | 'ROLLBACK', cloud: SimulatedCloud): void {
  const [newest] = cloud.service.history;
  const hook = newest?.lifecycle?.hooks.find(({ status }) => status === 'AWAITING_ACTION');
  cloud.call('ContinueServiceDeployment', {
    serviceDeploymentArn: newest?.arn,
    hookId: hook?.id,
    action,
  });
}

function endNewestTask(code: 'UserInitiated' | 'SpotInterruption', { state }: SimulatedCloud): void {
  const task = state.present.findLast(isActive);
  if (task === undefined) return;
  const reason = code === 'UserInitiated' ? 'Task stopped by user' : 'Your Spot Task was interrupted.';
  stopTask(state, task, { code, reason });
}

/** One that is registered already, else a new one. */
function revisionOf(image: ImageName, { service }: Scene, cloud: SimulatedCloud): string {
  const known = [...cloud.state.families.values()]
    .flat()
    .find(({ document }) => document.containerDefinitions[0]?.image === `web:${image}`);
  if (known !== undefined) return known.arn;
  const answer = cloud.call('RegisterTaskDefinition', documentOf(image, service));
  return (answer as { taskDefinition: { taskDefinitionArn: string } }).taskDefinition.taskDefinitionArn;
}
