import { expect, test } from '@jest/globals';
import { glanceOf } from '../src/looking/glance.ts';
import { blank } from '../src/memory.ts';
import { logDestination } from '../src/going-back/log-destination.ts';
import { counted, elapsed, lasting, revisionName } from '../src/names.ts';
import { pause } from '../src/pace.ts';

test.each([
  [4000, 0, 0, 3200],
  [4000, 0, 0.5, 4000],
  [4000, 0, 1, 4800],
  [4000, 1, 0.5, 8000],
  [4000, 9, 0.5, 15_000],
  [60_000, 3, 0.5, 60_000],
  [1000, 0, 0, 1000],
])('a pause of %d ms after %d misses, at dice %d, is %d ms', (interval, misses, next, expected) => {
  expect(pause(interval, misses, { next: () => next })).toBe(expected);
});

test('names and times read as people say them', () => {
  expect(revisionName('arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42')).toBe('web:42');
  expect([counted(1, 'task'), counted(2, 'task')]).toEqual(['1 task', '2 tasks']);
  expect([elapsed(12_400), elapsed(843_000), elapsed(3_723_000)]).toEqual(['0:12', '14:03', '1:02:03']);
  expect([lasting(31_000), lasting(60_000), lasting(245_000)]).toEqual(['31 s', '1 min', '4 min 5 s']);
});

test.each([
  ['nothing was seen before', '', '0/0//PENDING', true],
  ['it is seen first', '///PENDING', '2/1/0/IN_PROGRESS', true],
  ['more start', '1/0/0/IN_PROGRESS', '1/2/0/IN_PROGRESS', false],
  ['what started runs', '1/2/0/IN_PROGRESS', '2/1/0/IN_PROGRESS', false],
  ['what started runs, and more start', '1/2/0/IN_PROGRESS', '2/2/0/IN_PROGRESS', false],
  ['one that ran is gone', '2/0/0/IN_PROGRESS', '1/0/0/IN_PROGRESS', true],
  ['one that ran is gone, and another one starts', '2/0/0/IN_PROGRESS', '1/1/0/IN_PROGRESS', true],
  ['one that started is gone', '1/1/0/IN_PROGRESS', '1/0/0/IN_PROGRESS', true],
  ['the breaker counts one more', '1/1/0/IN_PROGRESS', '1/1/1/IN_PROGRESS', true],
  ['it goes back', '1/1/0/IN_PROGRESS', '1/1/0/ROLLBACK_IN_PROGRESS', true],
  ['nothing changes', '1/1/0/IN_PROGRESS', '1/1/0/IN_PROGRESS', false],
])('where %s, a task may be lost or not', (_, before, counts, mayHaveLost) => {
  expect(glanceOf(undefined, before, counts).mayHaveLost).toBe(mayHaveLost);
});

test.each([
  ['', '0/0//PENDING', false],
  ['1/2/0/IN_PROGRESS', '2/2/0/IN_PROGRESS', false],
  ['1/1/0/IN_PROGRESS', '1/1/1/IN_PROGRESS', false],
  ['2/0/0/IN_PROGRESS', '1/1/0/IN_PROGRESS', true],
  ['1/2/0/IN_PROGRESS', '1/1/0/IN_PROGRESS', true],
])('from %j to %j one of its tasks is gone: %s', (before, counts, hasLost) => {
  expect(glanceOf(undefined, before, counts).hasLost).toBe(hasLost);
});

test('what a watch remembers comes back from JSON as it was', () => {
  expect(JSON.parse(JSON.stringify(blank))).toEqual(blank);
});

test('a container’s log stands where the awslogs driver puts it, when it has a prefix', () => {
  const options = { 'awslogs-group': '/web', 'awslogs-stream-prefix': 'app', 'awslogs-region': 'eu-west-1' };
  const document = (logConfiguration: object) => ({
    containerDefinitions: [{ name: 'web', logConfiguration }],
  });
  expect(logDestination(document({ logDriver: 'awslogs', options }), 'web', 'abc')).toEqual({
    group: '/web',
    stream: 'app/web/abc',
    region: 'eu-west-1',
  });
  expect(logDestination(document({ logDriver: 'awsfirelens', options }), 'web', 'abc')).toBeUndefined();
  expect(logDestination({}, 'web', 'abc')).toBeUndefined();
});
