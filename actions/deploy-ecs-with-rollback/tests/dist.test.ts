/** What a user of the committed bundle sees: its log, outputs, summary and calls, against the local ECS. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStage, type HarbourStage, type Played } from '@slipway/test-kit/harbour-stage';
import { steady } from './dist-words.ts';

// Tasks are scripted. Version 2 dies 1.5 s after its start: between two looks at most one generation of tasks dies,
// and the log is the same on every machine.
const world = `
region: eu-west-1
timings: { provisioning: 50ms, pulling: 50ms, scheduler: 50ms, stopping: 50ms }
clusters: [{ name: harbour }]
logGroups: [{ name: /ecs/web }]
repositories: [{ name: web }]
images:
  - { repository: web, tag: v1, behaviour: [{ at: 600ms, health: HEALTHY }] }
  - repository: web
    tag: v2
    behaviour:
      - { at: 1400ms, log: 'Error: PORT is not set' }
      - { at: 1500ms, exit: 1 }
taskDefinitions:
${['web', 'api', 'idle'].map((family) => `  - { family: ${family}, containerDefinitions: [{ name: web, image: web }] }`).join('\n')}
services:
${['web', 'api', 'idle'].map((name) => `  - { name: ${name}, cluster: harbour, taskDefinition: ${name}, desiredCount: 0 }`).join('\n')}
`;

let stage: HarbourStage;
const digests = new Map<string, string>();
beforeAll(async () => {
  stage = await openStage({ world });
  for (const tag of ['v1', 'v2']) digests.set(tag, await stage.push('web', tag));
});
afterAll(() => stage.close());

/** Deploys a version of the image to a service, in a family of the service's name. */
async function deploy(
  service: string,
  tag: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Played> {
  await stage.write('task-definition.json', JSON.stringify(documentOf(service, digests.get(tag) ?? '')));
  return play({ service, 'task-definition': 'task-definition.json', ...inputs });
}

const documentOf = (family: string, digest: string): object => ({
  family,
  containerDefinitions: [
    {
      name: 'web',
      image: `${new URL(stage.aws.endpoint).host}/web@${digest}`,
      essential: true,
      healthCheck: { command: ['CMD', 'true'] },
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': '/ecs/web',
          'awslogs-region': 'eu-west-1',
          'awslogs-stream-prefix': 'web',
        },
      },
    },
  ],
});

const play = (inputs: Readonly<Record<string, string>>): Promise<Played> =>
  stage.play('deploy-ecs-with-rollback', {
    cluster: 'harbour',
    'desired-count': '2',
    'poll-interval': '1s',
    timeout: '1m',
    'rollback-timeout': '1m',
    ...inputs,
  });

const withoutProgress = ({ transcript }: Played): string => steady(transcript);

test('a revision whose tasks are healthy succeeds', async () => {
  const played = await deploy('web', 'v1');
  expect(played.run.exitCode).toBe(0);
  expect(withoutProgress(played)).toMatchSnapshot();
});

test('a revision whose tasks die is red, says of what, and the old one serves again', async () => {
  await deploy('api', 'v1');
  const played = await deploy('api', 'v2');
  expect(played.run.exitCode).toBe(1);
  expect(withoutProgress(played)).toMatchSnapshot();
});

test('a dry run tells what would be deployed, and changes nothing', async () => {
  const { run, transcript, changes } = await deploy('idle', 'v1', { 'dry-run': 'true' });
  expect([run.exitCode, changes]).toEqual([0, []]);
  expect(steady(transcript)).toMatchSnapshot();
});

test.each([
  ['a missing input', { service: '' }],
  ['a service that does not exist', { service: 'wbe' }],
  ['a cluster that does not exist', { cluster: 'harbor' }],
  ['a file that is not there', { 'task-definition': 'task-definiton.json' }],
])('%s is named, and nothing is changed', async (_, inputs) => {
  const { run, transcript, changes } = await deploy('idle', 'v1', inputs);
  expect([run.exitCode, changes]).toEqual([1, []]);
  expect(steady(transcript)).toMatchSnapshot();
});
