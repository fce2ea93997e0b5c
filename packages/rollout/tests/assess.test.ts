/** What ECS shows of a deployment and its tasks decides by the first rule that fits: a row for each rule and its words. */
import { describe, expect, test } from '@jest/globals';
import { assess } from '../src/watching/assess.ts';
import { blank, type Memory } from '../src/memory.ts';
import type { Deployment, DeploymentStatus } from '../src/observations.ts';
import type { Request } from '../src/request.ts';
import type { Snapshot } from '../src/watching/snapshot.ts';
import { alarms, dead, deployment, ours, started, theirs } from './assess-stage.ts';

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
