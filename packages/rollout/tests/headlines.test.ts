/** What a headline says is what was seen: the death it names, the time it names, the proof it has. */
import { describe, expect, test } from '@jest/globals';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { gathered } from '../src/going-back/gathering.ts';
import type { Task } from '../src/observations.ts';
import type { Started } from '../src/phases.ts';
import type { Ports } from '../src/ports.ts';
import { headline } from './played.ts';

test('a rollback of ECS that is not done in seconds is told in seconds', async () => {
  const { end } = await play({
    ecs: {
      behaviours: { 42: { diesAfter: 3000 }, 41: { startsAfter: 600_000 } },
      breaker: { rollback: true },
    },
    request: { failFast: false, rollbackTimeout: 1000 },
  });
  expect(headline(end)).toMatch(
    /^ECS did not finish its rollback in 1 s: ECS is rolling back by its circuit breaker after (?:\d of 3 failures|\d failures \(its limit is 3\)): /,
  );
});

describe('the last line of a log', () => {
  const died = (arn: string, exitCode: number): Task => ({
    arn: `task/${arn}`,
    taskDefinition: 'web:42',
    owner: undefined,
    status: 'STOPPED',
    health: 'UNKNOWN',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    startedAt: 0,
    stoppedAt: 1000,
    containers: [{ name: 'web', exitCode, reason: undefined }],
    addresses: [],
  });
  const tasks = [died('a', 1), died('b', 1), died('c', 137)];

  test.each([
    ['is of the death that the reason names', 'container web exited with code 137 (1 of 3 tasks)', 'c'],
    ['is of the most frequent death when the reason names none', 'web:42 was not done after 1 min', 'b'],
  ])('%s', async (_, text, task) => {
    let ports: Ports | undefined;
    let started: Started | undefined;
    await play({
      resume: async (given) => {
        ports = given;
        return undefined;
      },
    }).then(({ saved }) => {
      const watching = saved.find(({ kind }) => kind === 'watching');
      if (watching?.kind === 'watching') started = watching.started;
    });
    if (ports === undefined || started === undefined) throw new Error('nothing was watched');
    const { log } = await gathered(started, { code: 'tasks-keep-dying', text }, tasks, undefined, ports);
    expect(log).toMatchObject({ kind: 'found', value: { task } });
  });
});
