import { describe, expect, test } from '@jest/globals';
import { assess } from '../src/watching/assess.ts';
import { blank, type Memory } from '../src/memory.ts';
import type { Deployment, DeploymentStatus, Task } from '../src/observations.ts';
import { nothingFound } from '../src/facts.ts';
import type { Started } from '../src/phases.ts';
import type { Request } from '../src/request.ts';
import type { Snapshot } from '../src/watching/snapshot.ts';
import { request } from '@slipway/test-kit/ecs-double/rollout-scenario';

const target = { revision: 'revision/42', requested: 2, running: 1, pending: 1 };

const alarms = { status: 'DISABLED', names: [], triggered: [] };
const course = {
  alarms,
  strategy: 'ROLLING',
  stage: undefined,
  traffic: { production: undefined, test: undefined },
  hooks: [],
  createdAt: undefined,
  earlySuccess: 'off',
} as const;

function deployment(status: DeploymentStatus, more: Partial<Deployment> = {}): Deployment {
  const none = { statusReason: undefined, rollback: undefined, breaker: undefined };
  return { ...course, arn: 'deployment/1', status, target, sources: [], ...none, ...more };
}

function started(more: Partial<Request> = {}): Started {
  return {
    request: { ...request, ...more },
    baseline: undefined,
    before: undefined,
    taskDefinition: 'ecs:task-definition/web:42',
    owner: 'ecs-svc/1',
    deployment: 'deployment/1',
    startedAt: 0,
    desired: 2,
    targetGroups: [],
    gracePeriod: 0,
    lastEvent: undefined,
    found: nothingFound,
    moments: [],
  };
}

function dead(
  exitCode: number | undefined,
  reason?: string,
  stoppedReason = 'Essential container in task exited',
): Task {
  return {
    arn: `task/${String(exitCode)}`,
    taskDefinition: 'ecs:task-definition/web:42',
    owner: 'ecs-svc/1',
    status: 'STOPPED',
    health: 'UNKNOWN',
    stopCode: exitCode === undefined ? 'TaskFailedToStart' : 'EssentialContainerExited',
    stoppedReason,
    startedAt: 0,
    stoppedAt: 1000,
    containers: [{ name: 'web', exitCode, reason }],
    addresses: [],
  };
}

interface Case {
  readonly status: DeploymentStatus;
  readonly more?: Partial<Deployment>;
  readonly service?: Snapshot['service'];
  readonly memory?: Partial<Memory>;
  readonly request?: Partial<Request>;
  readonly now?: number;
}

function verdictOf(given: Case) {
  const { now = 1000 } = given;
  const snapshot = {
    deployment: deployment(given.status, given.more),
    service: given.service,
    takenAt: now,
  };
  const watch = { started: started(given.request), memory: { ...blank, ...given.memory } };
  return assess(snapshot, watch, now);
}

const ours = { status: 'ACTIVE', deployment: 'deployment/1', taskDefinition: 'ecs:task-definition/web:42' };
const theirs = { status: 'ACTIVE', deployment: 'deployment/2', taskDefinition: 'ecs:task-definition/web:43' };
const pull = 'CannotPullContainerError: manifest unknown';
const secret = 'ResourceNotFoundException: no secret';
const rollback = { reason: 'alarm', revision: 'revision/41' };

test.each<[string, Case, string, string, string]>([
  [
    'rolledBackByEcs',
    { status: 'ROLLBACK_SUCCESSFUL', more: { rollback } },
    'returned',
    'rolled-back-by-alarm',
    'ECS rolled back for an alarm: alarm',
  ],
  [
    'rolledBackByEcs',
    {
      status: 'ROLLBACK_SUCCESSFUL',
      more: { rollback, alarms: { ...alarms, triggered: ['web-5xx', 'web-slow'] } },
    },
    'returned',
    'rolled-back-by-alarm',
    'ECS rolled back for alarms web-5xx, web-slow: alarm',
  ],
  [
    'rolledBackByEcs',
    { status: 'ROLLBACK_FAILED' },
    'unhealthy',
    'ecs-rollback-failed',
    'ECS tried to roll back and failed: it gives no reason',
  ],
  [
    'rolledBackByEcs',
    { status: 'ROLLBACK_REQUESTED', more: { rollback } },
    'waiting',
    'ecs-rolls-back',
    'ECS is rolling back for an alarm: alarm',
  ],
  [
    'rolledBackByEcs',
    { status: 'ROLLBACK_IN_PROGRESS' },
    'waiting',
    'ecs-rolls-back',
    'ECS is rolling back: it gives no reason',
  ],
  [
    'overtaken',
    { status: 'STOPPED', service: theirs },
    'superseded',
    'superseded',
    'Deployment 2 of web:43 took over from web:42',
  ],
  [
    'overtaken',
    { status: 'SUCCESSFUL', service: theirs },
    'superseded',
    'superseded',
    'Deployment 2 of web:43 took over from web:42',
  ],
  [
    'overtaken',
    { status: 'SUCCESSFUL', service: { ...ours, taskDefinition: 'ecs:task-definition/web:43' } },
    'superseded',
    'superseded',
    'Deployment 1 of web:43 took over from web:42',
  ],
  [
    'stoppedByOther',
    { status: 'STOPPED', service: ours },
    'unhealthy',
    'stopped',
    'The deployment was stopped: it gives no reason',
  ],
  [
    'stoppedByOther',
    {
      status: 'STOPPED',
      service: ours,
      more: { statusReason: 'tasks failed.', breaker: { status: 'TRIGGERED', failures: 3, threshold: 3 } },
    },
    'unhealthy',
    'breaker-tripped',
    'The circuit breaker gave up after 3 of 3 failures and has no rollback: tasks failed',
  ],
  [
    'stoppedByOther',
    {
      status: 'STOPPED',
      service: ours,
      more: { statusReason: '', breaker: { status: 'TRIGGERED', failures: 0, threshold: 0 } },
    },
    'unhealthy',
    'breaker-tripped',
    'The circuit breaker gave up and has no rollback: it gives no reason',
  ],
  [
    'declaredSuccessful',
    { status: 'SUCCESSFUL', service: ours },
    'healthy',
    'successful',
    'ECS declared the deployment successful',
  ],
  [
    'causeIsPermanent',
    { status: 'IN_PROGRESS', memory: { stopped: [dead(undefined, pull)] } },
    'unhealthy',
    'cause-is-permanent',
    'web:42 never became healthy: container web could not get its image (CannotPullContainerError: manifest unknown) (1 of 1 task)',
  ],
  [
    'causeIsPermanent',
    {
      status: 'IN_PROGRESS',
      memory: { stopped: [dead(1), dead(undefined, secret), dead(undefined, secret)] },
    },
    'unhealthy',
    'cause-is-permanent',
    'web:42 never became healthy: container web could not start (ResourceNotFoundException: no secret) (2 of 3 tasks)',
  ],
  [
    'tasksKeepDying',
    { status: 'IN_PROGRESS', memory: { stopped: [dead(1), dead(1)] } },
    'unhealthy',
    'tasks-keep-dying',
    'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks)',
  ],
  [
    'tasksKeepDying',
    { status: 'IN_PROGRESS', memory: { stopped: [dead(1), dead(2), dead(3)] } },
    'unhealthy',
    'tasks-keep-dying',
    'web:42 never became healthy: container web exited with code 1 (1 of 3 tasks)',
  ],
  [
    'outOfTime',
    { status: 'IN_PROGRESS', now: 1_800_000 },
    'unhealthy',
    'timeout',
    'web:42 was not done after 30 min; at the last look nothing was seen',
  ],
  [
    'outOfTime',
    { status: 'IN_PROGRESS', now: 1000, request: { timeout: 1000 } },
    'unhealthy',
    'timeout',
    'web:42 was not done after 1 s; at the last look nothing was seen',
  ],
  [
    'waiting',
    { status: 'IN_PROGRESS' },
    'waiting',
    'waiting',
    '1 of 2 new tasks running, 0 healthy, 1 starting',
  ],
  [
    'waiting',
    { status: 'PENDING', more: { target: undefined } },
    'waiting',
    'waiting',
    'ECS prepares the deployment',
  ],
  [
    'waiting',
    { status: 'STOP_REQUESTED' },
    'waiting',
    'waiting',
    'somebody asked ECS to stop this deployment',
  ],
])('%s answers %j', (rule, given, kind, code, text) => {
  expect(verdictOf(given)).toEqual({ rule, kind, reason: { code, text } });
});

describe('tasks decide nothing', () => {
  test.each<[string, Case]>([
    ['after one death', { status: 'IN_PROGRESS', memory: { stopped: [dead(1)] } }],
    [
      'after one for a cause that two would prove',
      { status: 'IN_PROGRESS', memory: { stopped: [dead(undefined, secret)] } },
    ],
    [
      'after two deaths of different causes',
      { status: 'IN_PROGRESS', memory: { stopped: [dead(1), dead(2)] } },
    ],
    [
      'once one of them was healthy',
      { status: 'IN_PROGRESS', memory: { stopped: [dead(1), dead(1), dead(1)], everHealthy: true } },
    ],
    [
      'when one can’t get its image and another was healthy',
      { status: 'IN_PROGRESS', memory: { stopped: [dead(undefined, pull)], everHealthy: true } },
    ],
    [
      'without fail-fast',
      {
        status: 'IN_PROGRESS',
        memory: { stopped: [dead(1), dead(1), dead(undefined, pull)] },
        request: { failFast: false },
      },
    ],
    [
      'after one pull that timed out',
      {
        status: 'IN_PROGRESS',
        memory: { stopped: [dead(undefined, 'CannotPullContainerError: i/o timeout')] },
      },
    ],
  ])('%s', (_, given) => {
    expect(verdictOf(given).kind).toBe('waiting');
  });
});

test('a deployment that never appears is unhealthy after two minutes', () => {
  const watch = { started: { ...started(), deployment: undefined }, memory: blank };
  const snapshot = { deployment: undefined, service: undefined, takenAt: 0 };
  expect(assess(snapshot, watch, 119_999).kind).toBe('waiting');
  expect(assess(snapshot, watch, 120_000)).toMatchObject({ rule: 'neverAppeared', kind: 'unhealthy' });
  const shown = { ...watch, memory: { ...blank, shown: true } };
  expect(assess(snapshot, shown, 120_000).kind).toBe('waiting');
});

test('time does not run out while ECS is on its way back', () => {
  const given: Case = { status: 'ROLLBACK_IN_PROGRESS', memory: { returningSince: 1 }, now: 9_999_999 };
  expect(verdictOf(given).kind).toBe('waiting');
});

test('a deployment that is on its way back is not judged by the time of the new revision', () => {
  const given: Case = { status: 'IN_PROGRESS', memory: { returningSince: 1 }, now: 9_999_999 };
  expect(verdictOf(given).rule).toBe('waiting');
});

describe('ECS’s word on the deployment is taken for ours', () => {
  const baseline = { taskDefinition: 'ecs:task-definition/web:41' } as Started['baseline'];

  function rule(status: DeploymentStatus, service: Snapshot['service'], more: Partial<Started> = {}): string {
    const watch = { started: { ...started(), baseline, before: 'deployment/0', ...more }, memory: blank };
    return assess({ deployment: deployment(status), service, takenAt: 1000 }, watch, 1000).rule;
  }

  const back = { ...ours, taskDefinition: 'ecs:task-definition/web:41' };

  test.each<[string, DeploymentStatus, Snapshot['service'], string]>([
    [
      'where a read that lags shows the one before',
      'STOPPED',
      { ...back, deployment: 'deployment/0' },
      'stoppedByOther',
    ],
    [
      'where the service names no deployment',
      'SUCCESSFUL',
      { ...ours, deployment: undefined },
      'declaredSuccessful',
    ],
    ['where it goes back from ours by itself', 'STOPPED', back, 'stoppedByOther'],
  ])('%s', (_, status, service, expected) => {
    expect(rule(status, service)).toBe(expected);
  });

  test.each<[string, DeploymentStatus, Snapshot['service']]>([
    ['where the service is being deleted', 'SUCCESSFUL', { ...ours, status: 'DRAINING' }],
    ['where it is being deleted on its way back', 'STOPPED', { ...back, status: 'DRAINING' }],
    ['where another deployment brought the baseline', 'STOPPED', { ...back, deployment: 'deployment/2' }],
    ['where another deployment brought ours', 'SUCCESSFUL', { ...ours, deployment: 'deployment/2' }],
  ])('but not %s', (_, status, service) => {
    expect(rule(status, service)).toBe('overtaken');
  });

  test('but nobody is said to have taken over before ours has a name', () => {
    expect(rule('SUCCESSFUL', theirs, { deployment: undefined })).not.toBe('overtaken');
  });
});

describe('targets that stay unhealthy', () => {
  const patience = 20_000;
  const refusal = { reason: 'Target.Timeout', since: 30_000, looks: 2 };
  const replaced: Task = {
    ...dead(undefined, undefined, 'Task failed ELB health checks in (target-group web)'),
    stopCode: 'ServiceSchedulerInitiated',
    startedAt: 10_000,
  };

  function text(memory: Partial<Memory>, now: number, asked: Partial<Request> = {}): string | undefined {
    const watch = {
      started: { ...started(asked), gracePeriod: 20_000 },
      memory: { ...blank, patience, ...memory },
    };
    const snapshot = { deployment: deployment('IN_PROGRESS'), service: undefined, takenAt: now };
    const { rule, reason } = assess(snapshot, watch, now);
    return rule === 'targetsStayUnhealthy' ? reason.text : undefined;
  }

  const byBalancer =
    'web:42 never became healthy: its load balancer finds task a unhealthy, 20 s after its grace period (Target.Timeout)';
  const byEcs =
    'web:42 never became healthy: ECS replaced task undefined because it failed the load balancer’s health checks';

  test('decide once the first one has had its time, at the second look', () => {
    const refusals = {
      'task/b': { ...refusal, since: 40_000 },
      'task/a': refusal,
      'task/c': { ...refusal, since: 41_000 },
    };
    expect(text({ refusals }, 50_000)).toBe(byBalancer);
    expect(text({ refusals }, 49_999)).toBeUndefined();
    expect(text({ refusals: { 'task/a': { ...refusal, looks: 1 } } }, 90_000)).toBeUndefined();
  });

  test('decide when ECS has replaced one, as soon as it would have had its time', () => {
    expect(text({ stopped: [replaced] }, 50_000)).toBe(byEcs);
    expect(text({ stopped: [replaced] }, 49_999)).toBeUndefined();
    expect(text({ stopped: [{ ...replaced, startedAt: undefined }] }, 90_000)).toBeUndefined();
  });

  test.each<[string, Task]>([
    [
      'for another reason',
      { ...replaced, stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)' },
    ],
    ['by a person', { ...replaced, stopCode: 'UserInitiated' }],
  ])('decide nothing where one was ended %s', (_, task) => {
    expect(text({ stopped: [task] }, 90_000)).toBeUndefined();
  });

  test.each<[string, Partial<Memory>, Partial<Request>]>([
    ['once one was healthy', { everHealthy: true }, {}],
    ['where it is not known how long that takes', { patience: 'unknown' }, {}],
    ['without fail-fast', {}, { failFast: false }],
  ])('decide nothing %s', (_, memory, asked) => {
    expect(text({ refusals: { 'task/a': refusal }, ...memory }, 90_000, asked)).toBeUndefined();
  });
});
