/** Whether the end that ECS tells is that of our deployment, or of one that took over from it. */
import { describe, expect, test } from '@jest/globals';
import { assess } from '../src/watching/assess.ts';
import { blank } from '../src/memory.ts';
import type { DeploymentStatus } from '../src/observations.ts';
import type { Started } from '../src/phases.ts';
import type { Snapshot } from '../src/watching/snapshot.ts';
import { deployment, ours, started, theirs } from './assess-stage.ts';

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
