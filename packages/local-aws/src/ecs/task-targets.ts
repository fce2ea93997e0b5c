/** A task behind load balancers: into its target groups when it runs, out of them before it ends. */
import { eventWords, tell } from './events.ts';
import { groupArnOf } from './strategies/traffic.ts';
import type { EcsState, RegisteredTarget, TaskRecord } from './model.ts';
import type { Target } from '../ports.ts';

/** @param changed told whenever the health of one of its targets changes */
export function registerTargets(state: EcsState, task: TaskRecord, changed: () => void): void {
  for (const loadBalancer of task.deployment.revision.settings.loadBalancers ?? []) {
    const { containerName, containerPort } = loadBalancer;
    const targetGroupArn = groupArnOf(loadBalancer, task.deployment.side);
    if (targetGroupArn === undefined || containerName === undefined || containerPort === undefined) continue;
    const target = targetOf(task, containerName, containerPort);
    task.targets.push({ groupArn: targetGroupArn, target });
    if (!state.balancer.exists(targetGroupArn)) {
      tell(state, task.service, eventWords.groupIsGone(targetGroupArn));
      continue;
    }
    state.balancer.register(
      targetGroupArn,
      target,
      (request) =>
        task.running?.probe({ ...request, container: containerName, port: containerPort }) ?? {
          kind: 'refused',
        },
      changed,
    );
    tell(state, task.service, eventWords.registered(targetGroupArn));
  }
}

/** A process answers on a port of this machine; a scripted container on an address of its own. */
function targetOf(task: TaskRecord, containerName: string, containerPort: number): Target {
  const hostPort = task.containers.find(({ name }) => name === containerName)?.hostPort;
  return hostPort === undefined
    ? { id: task.address, port: containerPort }
    : { id: '127.0.0.1', port: hostPort };
}

/** @param drained called once, when the last target is drained; at once when there is none */
export function deregisterTargets(state: EcsState, task: TaskRecord, drained: () => void): void {
  const targets: readonly RegisteredTarget[] = task.targets;
  task.targets = [];
  let left = targets.length;
  if (left === 0) {
    drained();
    return;
  }
  for (const { groupArn, target } of targets) {
    tell(state, task.service, eventWords.deregistered(groupArn));
    state.balancer.deregister(groupArn, target, () => {
      left -= 1;
      if (left === 0) drained();
    });
  }
  tell(state, task.service, eventWords.draining());
}
