/** A deployment told by the rollouts of DescribeServices alone: pure, case by case. */
import { describe, expect, test } from '@jest/globals';
import { deploymentBy, goodAmong, type Known } from '../src/falling-back/by-rollouts.ts';
import type { Rollout, ServiceState } from '../src/observations.ts';

const rollout = (id: string, more: Partial<Rollout> = {}): Rollout => ({
  id,
  isPrimary: false,
  taskDefinition: `web:${id}`,
  state: 'COMPLETED',
  stateReason: undefined,
  desired: 2,
  running: 2,
  pending: 0,
  failed: 0,
  ...more,
});

const service = (rollouts: readonly Rollout[], more: Partial<ServiceState> = {}): ServiceState =>
  ({ deployment: 'deployment/42', owner: '42', rollouts, ...more }) as ServiceState;

const known = (owners: Readonly<Record<string, string>> = {}): Known => ({
  owners: new Map(Object.entries(owners)),
  reasons: new Map(),
});

const primary = { isPrimary: true };
const going = { ...primary, state: 'IN_PROGRESS' };

describe('our deployment', () => {
  test.each<[string, readonly Rollout[], string]>([
    ['goes on', [rollout('42', going), rollout('41')], 'IN_PROGRESS'],
    ['is done', [rollout('42', primary)], 'SUCCESSFUL'],
    ['failed without a rollback', [rollout('42', { ...primary, state: 'FAILED' }), rollout('41')], 'STOPPED'],
    [
      'is on its way back',
      [rollout('41', going), rollout('42', { state: 'FAILED' })],
      'ROLLBACK_IN_PROGRESS',
    ],
    ['was put back', [rollout('41', primary)], 'ROLLBACK_SUCCESSFUL'],
    ['could not be put back', [rollout('41', { ...primary, state: 'FAILED' })], 'ROLLBACK_FAILED'],
    ['has no rollout yet', [], 'IN_PROGRESS'],
  ])('%s', (_, rollouts, status) => {
    const told = deploymentBy('deployment/42', service(rollouts), known({ 'deployment/42': '42' }));
    expect(told?.status).toBe(status);
  });

  test('is stopped once another one is the newest', () => {
    const other = service([rollout('43', going), rollout('42')], {
      deployment: 'deployment/43',
      owner: '43',
    });
    expect(deploymentBy('deployment/42', other, known({ 'deployment/42': '42' }))?.status).toBe('STOPPED');
  });

  test('is not told by a read that shows the one before', () => {
    const before = service([rollout('41', primary)], { deployment: 'deployment/41', owner: '41' });
    expect(deploymentBy('deployment/42', before, known())).toBeUndefined();
  });

  test('is counted by its own rollout', () => {
    const own = rollout('42', { ...going, desired: 3, running: 1, pending: 2, stateReason: 'in progress' });
    expect(deploymentBy('deployment/42', service([rollout('41'), own]), known())).toMatchObject({
      target: { revision: 'web:42', requested: 3, running: 1, pending: 2 },
      statusReason: 'in progress',
      rollback: undefined,
    });
    expect(deploymentBy('deployment/42', service([]), known())?.target).toBeUndefined();
  });

  test('keeps the mark that it was first seen with', () => {
    const seen = known();
    deploymentBy('deployment/42', service([rollout('42', going)]), seen);
    // On the way back the service carries the mark of the rollout that is primary then.
    deploymentBy('deployment/42', service([rollout('41', going)], { owner: '41' }), seen);
    expect(seen.owners.get('deployment/42')).toBe('42');
    const nameless = known();
    deploymentBy('deployment/42', service([], { owner: undefined }), nameless);
    expect(nameless.owners.size).toBe(0);
    deploymentBy('deployment/41', service([], { owner: '42' }), nameless);
    expect(nameless.owners.size).toBe(0);
  });
});

describe('why ECS goes back', () => {
  const arn = 'deployment/42';
  const failed = rollout('42', { state: 'FAILED', stateReason: 'tasks failed' });
  const back = rollout('41', { ...going, stateReason: 'rolling back' });

  test('is told by the deployment that failed, and where to by the primary one', () => {
    const told = deploymentBy(arn, service([back, failed]), known({ [arn]: '42' }));
    expect(told).toMatchObject({
      statusReason: 'tasks failed',
      rollback: { reason: 'tasks failed', revision: 'web:41' },
    });
  });

  test('is told by the primary one where ours has gone or has not failed', () => {
    expect(deploymentBy(arn, service([back]), known({ [arn]: '42' }))?.statusReason).toBe('rolling back');
    const alive = rollout('42', { state: 'IN_PROGRESS', stateReason: 'in progress' });
    expect(deploymentBy(arn, service([back, alive]), known({ [arn]: '42' }))?.statusReason).toBe(
      'rolling back',
    );
  });

  test('stays as it was first told', () => {
    const seen = known({ [arn]: '42' });
    deploymentBy(arn, service([rollout('41', going)]), seen);
    deploymentBy(arn, service([back, failed]), seen);
    const done = service([rollout('41', { ...primary, stateReason: 'completed' })]);
    expect(deploymentBy(arn, done, seen)?.statusReason).toBe('tasks failed');
  });
});

describe('behind a classic load balancer, where no state is told', () => {
  const mute = { ...primary, state: undefined };

  test.each<[string, readonly Rollout[], string]>([
    ['done when alone and all of its tasks run', [rollout('42', mute)], 'SUCCESSFUL'],
    ['done when more of them run', [rollout('42', { ...mute, running: 3 })], 'SUCCESSFUL'],
    ['not while another one is there', [rollout('42', mute), rollout('41')], 'IN_PROGRESS'],
    ['not while too few run', [rollout('42', { ...mute, running: 1 })], 'IN_PROGRESS'],
    ['not while one starts', [rollout('42', { ...mute, pending: 1 })], 'IN_PROGRESS'],
  ])('it is %s', (_, rollouts, status) => {
    expect(deploymentBy('deployment/42', service(rollouts), known())?.status).toBe(status);
  });
});

describe('what is known to have run well', () => {
  const bad = rollout('42', { ...primary, state: 'FAILED' });

  test('is the one rollout that is COMPLETED', () => {
    const good = rollout('41', { stateReason: 'completed' });
    expect(goodAmong(service([bad, good]))).toMatchObject({
      arn: '41',
      status: 'SUCCESSFUL',
      statusReason: 'completed',
      target: { revision: 'web:41', requested: 2, running: 2, pending: 0 },
    });
  });

  test('is not told by none, nor by two', () => {
    expect(goodAmong(service([bad]))).toBeUndefined();
    expect(goodAmong(service([rollout('41'), rollout('40')]))).toBeUndefined();
  });
});
