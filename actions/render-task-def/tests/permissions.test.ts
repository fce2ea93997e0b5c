/** What the page says of each permission is true: it is taken away, the step is refused for it, and nothing is written. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import type { Ports } from '../src/ports.ts';
import { renderTaskDefinition } from '../src/render-task-definition.ts';
import { requestOf } from '../src/request.ts';
import { digest, given, world } from './world.ts';

const list = readFileSync(new URL('../page/permissions.yml', import.meta.url), 'utf8');
const actions = [...list.matchAll(/^- action: (\S+)$/gm)].map(([, action = '']) => action);

/** The port that makes the call, without the right to it. */
const without: Readonly<Record<string, (ports: Ports, denied: () => never) => Partial<Ports>>> = {
  'ecs:DescribeTaskDefinition': (_, read) => ({ templates: () => ({ read }) }),
  'ecr:DescribeRepositories': ({ registry }, repositoryUri) => ({
    registry: () => ({ ...registry(), repositoryUri }),
  }),
  'ecr:DescribeImages': ({ registry }, find) => ({ registry: () => ({ ...registry(), find }) }),
};

const values = { 'task-definition-family': 'web', 'container-name': 'web', repository: 'web', digest };

test.each(actions)('without %s', async (action) => {
  const failure = setupFailure({ code: 'access-denied', what: `AWS denied ${action}` });
  const ports = world();
  const less = without[action]?.(ports, () => {
    throw failure;
  });
  expect(less).toBeDefined();
  await expect(renderTaskDefinition(requestOf(given(values)), { ...ports, ...less })).rejects.toBe(failure);
  expect(ports.written.size).toBe(0);
});

test('the page knows no other', () => {
  expect(actions).toEqual(Object.keys(without));
});
