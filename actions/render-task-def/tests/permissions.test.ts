/** What the page says of each permission is true: it is taken away, and the step ends as the page has it. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import type { Ports } from '../src/ports.ts';
import { renderTaskDefinition } from '../src/render-task-definition.ts';
import { requestOf } from '../src/request.ts';
import { digest, given, world } from './world.ts';

const list = readFileSync(new URL('../page/permissions.yml', import.meta.url), 'utf8');
const permissions = [...list.matchAll(/^- action: (\S+)\n {2}why: .*(?:\n {2}(healthy): rendered)?$/gm)].map(
  ([, action = '', goesOn]) => ({ action, isRefused: goesOn === undefined }),
);

type Denied = () => never;

/** The port that makes the call, without the right to it. */
const without: Readonly<Record<string, (ports: Ports, denied: Denied) => Partial<Ports>>> = {
  'ecs:DescribeTaskDefinition': (_, read) => ({ templates: () => ({ read }) }),
  'ecs:DescribeServices': (_, read) => ({ services: () => ({ read }) }),
  'ecr:DescribeRepositories': ({ registry }, repositoryUri) => ({
    registry: () => ({ ...registry(), repositoryUri }),
  }),
  'ecr:DescribeImages': ({ registry }, find) => ({ registry: () => ({ ...registry(), find }) }),
  'ecr:GetAuthorizationToken': (_, platforms) => ({ platforms }),
  'ecr:BatchGetImage': (_, platforms) => ({ platforms }),
  'ecr:GetDownloadUrlForLayer': (_, platforms) => ({ platforms }),
};

const values = {
  'task-definition-family': 'web',
  'container-name': 'web',
  repository: 'web',
  digest,
  'compare-with': 'service:prod/web',
};

test.each(permissions)('without $action', async ({ action, isRefused }) => {
  const failure = setupFailure({ code: 'access-denied', what: `AWS denied ${action}` });
  const ports = world();
  const less = without[action]?.(ports, () => {
    throw failure;
  });
  expect(less).toBeDefined();
  const rendered = renderTaskDefinition(requestOf(given(values)), { ...ports, ...less });
  if (isRefused) await expect(rendered).rejects.toBe(failure);
  else expect((await rendered).gaps).toEqual([expect.stringContaining(`AWS denied ${action}`)]);
  expect(ports.written.size).toBe(isRefused ? 0 : 1);
});

test('the page knows no other', () => {
  expect(permissions.map(({ action }) => action)).toEqual(Object.keys(without));
});
