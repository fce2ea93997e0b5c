/** The world that opens without one of the repository, and the variables that go with a world. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readWorld } from '@slipway/local-aws/world-file';
import { guide } from '../src/guide-transcript.ts';
import { appOf } from '../src/world/app.ts';
import { defaultWorld } from '../src/world/default-world.ts';
import { variablesOf } from '../src/world/variables.ts';

const published = {
  AWS_REGION: 'eu-west-1',
  ECS_CLUSTER: 'local',
  ECS_SERVICE: 'web',
  ECR_REPOSITORY: 'web',
  ECS_TASK_TEMPLATE: 'web-template',
  AWS_ROLE_BUILD: 'arn:aws:iam::000000000000:role/slipway-build',
  AWS_ROLE_SCAN: 'arn:aws:iam::000000000000:role/slipway-scan',
  AWS_ROLE_DEPLOY: 'arn:aws:iam::000000000000:role/slipway-deploy',
};

test('the default world is a world file, with all that the workflows read', () => {
  const world = readWorld(defaultWorld({ port: 3000, container: 'api', isNode: true }), 'the default world');
  expect(variablesOf(world)).toEqual(published);
  expect(world.loadBalancers[0]?.targetGroup.port).toBe(3000);
});

test('the variables name what a world has: roles by their duty, the template by its name', () => {
  const world = readWorld(
    JSON.stringify({
      account: '123456789012',
      clusters: [{ name: 'staging' }],
      repositories: [{ name: 'tools' }, { name: 'api' }],
      taskDefinitions: [family('api'), family('other-template'), family('api-template')],
      services: [{ name: 'api', cluster: 'staging', taskDefinition: 'api:1', desiredCount: 0 }],
      roles: [{ name: 'ship-deploy', path: '/ci/', policies: [] }],
    }),
    'my.yaml',
  );
  expect(variablesOf(world)).toMatchObject({
    ECS_CLUSTER: 'staging',
    ECS_SERVICE: 'api',
    ECR_REPOSITORY: 'api',
    ECS_TASK_TEMPLATE: 'api-template',
    AWS_ROLE_DEPLOY: 'arn:aws:iam::123456789012:role/ci/ship-deploy',
    AWS_ROLE_SCAN: 'arn:aws:iam::123456789012:role/slipway-scan',
  });
});

test('a world without a service names none', () => {
  expect(Object.keys(variablesOf(readWorld('', 'empty')))).toEqual([
    'AWS_REGION',
    'ECS_CLUSTER',
    'AWS_ROLE_BUILD',
    'AWS_ROLE_SCAN',
    'AWS_ROLE_DEPLOY',
  ]);
});

const family = (name: string) => ({ family: name, containerDefinitions: [{ name: 'api', image: 'api' }] });

test.each([
  ['nothing is known', undefined, [], { port: 8080, container: 'web', isNode: true }],
  [
    'a Dockerfile of Node',
    'EXPOSE 80\nEXPOSE 3000/tcp\nCMD ["node", "a.mjs"]',
    [],
    { port: 3000, isNode: true },
  ],
  ['another one', 'FROM python\nEXPOSE 5000\nCMD ["gunicorn", "app"]', [], { port: 5000, isNode: false }],
  [
    'a workflow names the container',
    undefined,
    ['    with:\n      container-name: api # ours\n'],
    { container: 'api' },
  ],
])('the app is read from its repository: %s', (_, dockerfile, workflows, app) => {
  expect(appOf(dockerfile, workflows)).toMatchObject(app);
});

test('the world of two services in the guide is one, with the first for whoever says nothing', () => {
  const [, text = ''] = /```yaml\n([^]*?)```/.exec(readFileSync(guide, 'utf8')) ?? [];
  const world = readWorld(text, 'slipway.world.yaml');
  expect(world.services.map(({ name }) => name)).toEqual(['web', 'api']);
  expect(variablesOf(world)).toMatchObject({ ECS_SERVICE: 'web', ECS_TASK_TEMPLATE: 'web-template' });
});
