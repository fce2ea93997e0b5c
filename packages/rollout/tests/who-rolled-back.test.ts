/** On whose word ECS rolled back, told apart by what the deployment shows and by the reason that ECS gives. */
import { expect, test } from '@jest/globals';
import type { Deployment } from '../src/observations.ts';
import { whoRolledBack } from '../src/watching/who-rolled-back.ts';

const hook = {
  id: undefined,
  stage: 'POST_SCALE_UP',
  kind: 'LAMBDA',
  status: 'FAILED',
  expiresAt: undefined,
  timeoutAction: undefined,
} as const;

const plain: Deployment = {
  arn: 'deployment/1',
  status: 'ROLLBACK_SUCCESSFUL',
  statusReason: undefined,
  target: undefined,
  sources: [],
  rollback: undefined,
  breaker: { status: 'MONITORING', failures: 0, threshold: 3 },
  alarms: { status: 'MONITORING', names: ['slow', '5xx'], triggered: [] },
  strategy: 'ROLLING',
  stage: undefined,
  traffic: { production: undefined, test: undefined },
  hooks: [],
  createdAt: undefined,
  earlySuccess: 'off',
};

const because = (reason: string): Partial<Deployment> => ({ rollback: { reason, revision: 'r' } });

test.each<[string, string, Partial<Deployment>]>([
  [
    'rolled-back-by-breaker',
    ' by its circuit breaker after 3 of 3 failures',
    { breaker: { status: 'TRIGGERED', failures: 3, threshold: 3 } },
  ],
  [
    'rolled-back-by-breaker',
    ' by its circuit breaker',
    {
      breaker: undefined,
      ...because('Service deployment rolled back because the circuit breaker threshold was exceeded.'),
    },
  ],
  ['rolled-back-by-alarm', ' for alarm 5xx', { alarms: { ...plain.alarms, triggered: ['5xx'] } }],
  ['rolled-back-by-alarm', ' for an alarm', because('A CloudWatch alarm was triggered.')],
  ['rolled-back-by-hook', ' because a lifecycle hook failed', { hooks: [hook] }],
  [
    'rolled-back-by-somebody',
    ' because somebody asked for it',
    { hooks: [hook], ...because('Service deployment rolled back by user request.') },
  ],
  [
    'rolled-back-by-breaker',
    ' by its circuit breaker after 5 failures (its limit is 3)',
    { breaker: { status: 'TRIGGERED', failures: 5, threshold: 3 } },
  ],
  [
    'rolled-back-by-hook',
    ' because a lifecycle hook timed out',
    { hooks: [{ ...hook, status: 'TIMED_OUT' }] },
  ],
  [
    'rolled-back-by-somebody',
    ' because somebody asked for it',
    {
      hooks: [{ ...hook, status: 'TIMED_OUT', timeoutAction: 'CONTINUE' }],
      ...because('Rollback requested by the user.'),
    },
  ],
  ['rolled-back-by-hook', ' at a lifecycle hook', because('The lifecycle hook said no.')],
  ['rolled-back-by-somebody', ' because somebody asked for it', because('Rollback requested by the user.')],
  ['rolled-back-by-ecs', '', { hooks: [{ ...hook, status: 'SUCCEEDED' }] }],
])('%s:%s', (code, name, more) => {
  expect(whoRolledBack({ ...plain, ...more })).toEqual({ code, name });
});
