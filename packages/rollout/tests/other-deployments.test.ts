/** Somebody else deploys to the same service, before us or meanwhile. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Task } from '../src/observations.ts';
import type { Tasks } from '../src/ports.ts';
import { count, headline } from './played.ts';

const name = { cluster: 'main', service: 'web' };

const died = (task: Task): Task => ({
  ...task,
  arn: `${task.arn}-died`,
  status: 'STOPPED',
  stopCode: 'EssentialContainerExited',
  containers: [{ name: 'web', exitCode: 1, reason: undefined }],
});

describe('somebody else', () => {
  test('who deploys meanwhile supersedes, and nothing is given back', async () => {
    const played = await play({
      script: {
        20_000: (ecs) => ecs.deploy(ecs.register({ family: 'other' })),
      },
    });
    expect(played.end.kind).toBe('superseded');
    expect(played.end.reason.text).toMatch(/^Deployment \d+ of web:43 took over from web:42$/);
    expect(count(played, 'UpdateService')).toBe(1);
    expect(count(played, 'StopServiceDeployment')).toBe(0);
  });

  test('whose tasks die meanwhile says nothing against ours', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const { tasks } = ecs.ports;
    const dead = (await tasks.describe('main', await tasks.live(name))).map(died);
    const stopped: Tasks['stopped'] = async () => [
      ...(await tasks.stopped(name)),
      ...dead.map(({ arn }) => arn),
    ];
    const describe: Tasks['describe'] = async (cluster, arns) => [
      ...(await tasks.describe(cluster, arns)),
      ...dead.filter(({ arn }) => arns.includes(arn)),
    ];
    const { end } = await play({ ports: { tasks: { ...tasks, stopped, describe } } }, clock, ecs);
    expect(end.kind).toBe('succeeded');
    expect(ecs.serving()).toEqual({ 'web:42': 2 });
  });

  test('who deploys already is waited for', async () => {
    const played = await others({});
    expect(played.lines[0]).toBe('Waiting for deployment 0007 of web:42, which is PENDING.');
    expect(played.end.kind).toBe('succeeded');
  });

  test('who deploys already makes it refused with if-in-progress: fail', async () => {
    const played = await others({ ifInProgress: 'fail' });
    expect(headline(played.end)).toBe(
      'Another deployment of the service is in progress, 0007: it is PENDING.',
    );
    expect(count(played, 'UpdateService')).toBe(0);
  });

  test('who deploys already is superseded on request, and the baseline is the last success', async () => {
    const played = await others({ ifInProgress: 'supersede' }, { 42: {}, 43: { diesAfter: 1000 } });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('who deploys already is named when that is superseded', async () => {
    const played = await others({ ifInProgress: 'supersede' });
    expect(played.lines[0]).toBe('Superseding deployment 0007 of web:42, which is PENDING.');
  });

  async function others(asked: Scenario['request'], behaviours = {}): Promise<Played> {
    return play({
      ecs: { behaviours },
      request: { ...asked },
      before: (ecs) => ecs.deploy(ecs.register({ family: 'theirs' })),
    });
  }
});
