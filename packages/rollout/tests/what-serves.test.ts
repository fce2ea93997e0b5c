/** What the end of a run says of who serves: what is healthy, and never what only runs. */
import { expect, test } from '@jest/globals';
import type { Crew, Serving } from '../src/facts.ts';
import type { Ended } from '../src/phases.ts';
import { servesNow, whatServes } from '../src/what-serves.ts';

const arn = (revision: number): string =>
  `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${String(revision)}`;
const crew = (revision: number, running: number, healthy: number): Crew => ({
  taskDefinition: arn(revision),
  running,
  healthy,
});
const told = (serving: Serving | undefined, crews: readonly Crew[] | undefined): string =>
  servesNow({ serving, crews } as Ended);
const serving = { taskDefinition: arn(41), tasks: 2 };

test.each<[string, Serving | undefined, readonly Crew[] | undefined, string]>([
  ['what could not be seen', undefined, undefined, 'What serves now could not be proven.'],
  ['a proof', serving, undefined, 'web:41 serves now with 2 tasks.'],
  ['a proof that counted no tasks', { ...serving, tasks: undefined }, undefined, 'web:41 serves now.'],
  [
    'the old revision beside a new one that is not healthy',
    serving,
    [crew(41, 2, 2), crew(42, 2, 0)],
    'web:41 serves now with 2 tasks; 2 tasks of web:42 run, none of them healthy.',
  ],
  [
    'two that serve',
    undefined,
    [crew(41, 2, 2), crew(42, 1, 1)],
    '2 tasks of web:41 and 1 task of web:42 serve side by side.',
  ],
  [
    'tasks of which none is healthy',
    undefined,
    [crew(42, 1, 0)],
    'Nothing serves now: 1 task of web:42 runs and is not healthy.',
  ],
  ['no task', undefined, [], 'Nothing serves now: no task runs.'],
  ['none asked for', { ...serving, tasks: 0 }, undefined, 'Nothing serves now: no task of web:41 runs.'],
])('%s', (_, found, crews, sentence) => {
  expect(told(found, crews)).toBe(sentence);
});

test('an unhealthy task serves nobody', () => {
  expect(whatServes({ serving: undefined, crews: [crew(42, 3, 0)] })).toEqual({ kind: 'nothing' });
});
