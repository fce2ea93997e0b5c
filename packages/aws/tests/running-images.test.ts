/** What a service serves with, down to the calls that tell it. */
import { describe, expect, test } from '@jest/globals';
import { ECSClient } from '@aws-sdk/client-ecs';
import { RunningImages, type ServingImages } from '../src/running-images.ts';
import { arn, service } from './ecs-stage.ts';
import { wire, type Answer } from './wire.ts';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const web = (revision: number): string => arn(`task-definition/web:${String(revision)}`);

interface Read {
  readonly images: Promise<ServingImages>;
  /** The operations that were called. */
  readonly operations: () => readonly string[];
}

function read(...answers: readonly Answer[]): Read {
  const { sent, options } = wire(...answers);
  const running = new RunningImages({ region: 'eu-west-1' }, new ECSClient(options));
  return { images: running.read('main', 'web'), operations: () => sent.map(({ operation }) => operation) };
}

/** When the service was created; deployments are created at the second of their number. */
const createdAt = 3;

const revisionArn = (id: number): string => arn(`service-revision/main/web/${String(id)}`);

/** @param tasks of the revision that run. */
const current = (id: number, tasks = 2): object => ({ arn: revisionArn(id), runningTaskCount: tasks });

const describing = (more: Readonly<Record<string, unknown>> = {}): Answer => ({
  body: { services: [{ ...service, createdAt, currentServiceRevisions: [current(9)], ...more }] },
});

const rollout = (
  status: 'PRIMARY' | 'ACTIVE',
  rolloutState: string | undefined,
  revision: number,
): Readonly<Record<string, unknown>> => ({
  id: `ecs-svc/${String(revision)}`,
  taskDefinition: web(revision),
  ...{ status, rolloutState, runningCount: 2, desiredCount: 2, pendingCount: 0 },
});

/** Listed in no order: ECS promises none. */
const listing = (...ids: readonly number[]): Answer => ({
  body: {
    serviceDeployments: ids.map((id) => ({
      serviceDeploymentArn: arn(`service-deployment/main/web/${String(id)}`),
      status: 'SUCCESSFUL',
      createdAt: id,
    })),
  },
});

const deployment = (id: number): Answer => ({
  body: {
    serviceDeployments: [
      {
        serviceDeploymentArn: arn(`service-deployment/main/web/${String(id)}`),
        status: 'SUCCESSFUL',
        createdAt: id,
        targetServiceRevision: { arn: revisionArn(id) },
      },
    ],
  },
});

const revision = (containerImages: readonly object[] | undefined, number = 41): Answer => ({
  body: { serviceRevisions: [{ taskDefinition: web(number), containerImages }] },
});

const denied: Answer = { error: 'AccessDeniedException', body: { message: 'no' } };

const app = { container: 'app', image: 'registry/web:v41', digest: digest('a') };
const asContainer = { name: 'app', image: app.image, imageDigest: app.digest };
const asContainerImage = { containerName: 'app', image: app.image, imageDigest: app.digest };

const tasks = (...containers: readonly (readonly [string, readonly object[]])[]): readonly Answer[] => [
  { body: { taskArns: containers.map((_, index) => arn(`task/main/${String(index)}`)) } },
  {
    body: {
      tasks: containers.map(([startedBy, each], index) => ({
        taskArn: arn(`task/main/${String(index)}`),
        taskDefinitionArn: web(41),
        startedBy,
        containers: each,
      })),
    },
  },
];

const definition: Answer = {
  body: {
    taskDefinition: {
      containerDefinitions: [
        { name: 'app', image: `registry/web@${digest('b')}` },
        { name: 'proxy', image: 'registry/proxy:1' },
      ],
    },
  },
};

const ofDefinition = [
  { container: 'app', image: `registry/web@${digest('b')}`, digest: digest('b') },
  { container: 'proxy', image: 'registry/proxy:1', digest: undefined },
];

describe('the newest successful deployment', () => {
  test('tells the images, whatever is being tried now', async () => {
    const trying = describing({
      deployments: [rollout('PRIMARY', 'IN_PROGRESS', 42), rollout('ACTIVE', 'COMPLETED', 41)],
      currentServiceRevisions: [current(10), current(9)],
    });
    const sidecar = { containerName: 'proxy', image: `registry/proxy@${digest('c')}` };
    const { images, operations } = read(
      trying,
      listing(5, 9, 7),
      deployment(9),
      revision([asContainerImage, sidecar]),
    );
    expect(await images).toEqual({
      kind: 'serving',
      revision: 'web:41',
      images: [app, { container: 'proxy', image: sidecar.image, digest: digest('c') }],
    });
    expect(operations()).toEqual([
      'DescribeServices',
      'ListServiceDeployments',
      'DescribeServiceDeployments',
      'DescribeServiceRevisions',
    ]);
  });

  test('tells them of a service that was scaled to nothing, too', async () => {
    const { images } = read(
      describing({ currentServiceRevisions: [current(9, 0)] }),
      listing(9),
      deployment(9),
      revision([asContainerImage]),
    );
    expect(await images).toMatchObject({ images: [app] });
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['a later one was stopped, and its tasks are left', { currentServiceRevisions: [current(10)] }],
    [
      'a later one was stopped, and its own tasks are gone',
      { currentServiceRevisions: [current(10), current(9, 0)] },
    ],
    ['the service was created after it', { createdAt: 9.001 }],
    ['nobody says when the service was created', { createdAt: undefined }],
    ['ECS does not say what runs', { currentServiceRevisions: undefined }],
  ])('does not, when %s: the tasks that run do', async (_, more) => {
    const deployments = [rollout('PRIMARY', 'FAILED', 42)];
    const { images, operations } = read(
      describing({ deployments, ...more }),
      listing(9),
      deployment(9),
      ...tasks(['ecs-svc/42', [asContainer]]),
    );
    expect(await images).toEqual({ kind: 'serving', revision: 'web:42', images: [app] });
    expect(operations()).not.toContain('DescribeServiceRevisions');
  });

  test('does not where its deployment is listed still, and only tasks of one that failed run', async () => {
    const gone = { ...rollout('ACTIVE', 'COMPLETED', 41), runningCount: 0 };
    const { images } = read(
      describing({ deployments: [rollout('PRIMARY', 'FAILED', 42), gone], currentServiceRevisions: [] }),
      listing(9),
      deployment(9),
      ...tasks(['ecs-svc/42', [asContainer]]),
    );
    expect(await images).toMatchObject({ revision: 'web:42' });
  });

  test('tells them of a service that is as old as it is', async () => {
    const { images } = read(
      describing({ createdAt: 9 }),
      listing(9),
      deployment(9),
      revision([asContainerImage]),
    );
    expect(await images).toMatchObject({ revision: 'web:41', images: [app] });
  });

  test('is asked for by its time, not by its place in the list', async () => {
    const { sent, options } = wire(
      describing(),
      listing(5, 9, 7),
      deployment(9),
      revision([asContainerImage]),
    );
    await new RunningImages({ region: 'eu-west-1' }, new ECSClient(options)).read('main', 'web');
    expect(sent[1]?.input).toMatchObject({ cluster: 'main', service: 'web', status: ['SUCCESSFUL'] });
    expect(sent[2]?.input).toEqual({
      serviceDeploymentArns: [arn('service-deployment/main/web/9')],
    });
    expect(sent[3]?.input).toEqual({ serviceRevisionArns: [arn('service-revision/main/web/9')] });
  });
});

describe('where no service deployment tells it', () => {
  const steady = describing({ deployments: [rollout('PRIMARY', 'COMPLETED', 41)] });

  test.each<[string, readonly Answer[]]>([
    ['ECS remembers none', [listing()]],
    ['they may not be listed', [denied]],
    ['they may not be described', [listing(9), denied]],
    ['their revisions may not be described', [listing(9), deployment(9), denied]],
    ['the revision is gone', [listing(9), deployment(9), { body: { serviceRevisions: [] } }]],
    ['the revision names no images', [listing(9), deployment(9), revision(undefined)]],
  ])('what the completed deployment’s tasks run does: %s', async (_, before) => {
    const { images } = read(
      steady,
      ...before,
      ...tasks(
        ['ecs-svc/41', [asContainer]],
        ['ecs-svc/41', [asContainer]],
        ['ecs-svc/40', [{ name: 'old' }]],
      ),
    );
    expect(await images).toEqual({ kind: 'serving', revision: 'web:41', images: [app] });
  });

  test('tasks that run different images tell of all of them', async () => {
    const other = { ...asContainer, imageDigest: digest('d') };
    const { images } = read(
      steady,
      listing(),
      ...tasks(['ecs-svc/41', [asContainer]], ['ecs-svc/41', [other]]),
    );
    expect(await images).toMatchObject({ images: [app, { ...app, digest: digest('d') }] });
  });

  test.each<[string, readonly Answer[]]>([
    ['no task runs', [{ body: { taskArns: [] } }]],
    ['tasks may not be listed', [denied]],
    ['tasks may not be described', [{ body: { taskArns: [arn('task/main/1')] } }, denied]],
  ])('the task definition does, as far as it pins images: %s', async (_, instead) => {
    const { images } = read(steady, listing(), ...instead, definition);
    expect(await images).toEqual({ kind: 'serving', revision: 'web:41', images: ofDefinition });
  });

  test.each<[string, readonly object[]]>([
    ['that is replaced', [rollout('PRIMARY', 'IN_PROGRESS', 42), rollout('ACTIVE', 'COMPLETED', 41)]],
    [
      'that is left after one that failed',
      [rollout('PRIMARY', 'FAILED', 42), rollout('ACTIVE', 'COMPLETED', 41)],
    ],
    [
      'that is primary, while the one before it is cleaned up',
      [rollout('PRIMARY', 'COMPLETED', 41), rollout('ACTIVE', 'COMPLETED', 40)],
    ],
    ['that is alone behind a classic load balancer', [rollout('PRIMARY', undefined, 41)]],
  ])('the completed deployment is the one %s', async (_, deployments) => {
    const { images } = read(describing({ deployments }), listing(), ...tasks(['ecs-svc/41', [asContainer]]));
    expect(await images).toEqual({ kind: 'serving', revision: 'web:41', images: [app] });
  });

  test.each<[string, readonly object[]]>([
    ['its first one is in progress', [rollout('PRIMARY', 'IN_PROGRESS', 1)]],
    [
      'several before the one in progress completed',
      [
        rollout('PRIMARY', 'IN_PROGRESS', 42),
        rollout('ACTIVE', 'COMPLETED', 41),
        rollout('ACTIVE', 'COMPLETED', 40),
      ],
    ],
    [
      'a failed one is all that is left, and no task of it runs',
      [{ ...rollout('PRIMARY', 'FAILED', 42), runningCount: 0 }],
    ],
    ['no state is told of two', [rollout('PRIMARY', undefined, 42), rollout('ACTIVE', undefined, 41)]],
    ['it has none', []],
  ])('nothing is known to serve when %s', async (_, deployments) => {
    expect(await read(describing({ deployments }), listing()).images).toEqual({
      kind: 'nothing',
      reason: 'none of its deployments is known to have succeeded',
    });
  });
});

test.each<[string, Answer, string]>([
  [
    'a cluster that is not there',
    { error: 'ClusterNotFoundException', body: { message: 'no' } },
    'there is no such cluster',
  ],
  [
    'a service that is not there',
    { body: { services: [], failures: [{ reason: 'MISSING' }] } },
    'there is no such service',
  ],
  ['a service that was deleted', describing({ status: 'INACTIVE' }), 'the service was deleted'],
  [
    'a service that CodeDeploy deploys',
    describing({ deploymentController: { type: 'CODE_DEPLOY' }, taskDefinition: undefined }),
    'it is deployed by CODE_DEPLOY, and ECS does not tell what its deployments brought',
  ],
])('%s serves nothing, and says why', async (_, answer, reason) => {
  const { images, operations } = read(answer);
  expect(await images).toEqual({ kind: 'nothing', reason });
  expect(operations()).toEqual(['DescribeServices']);
});

test.each<[string, readonly Answer[], string]>([
  [
    'its service goes meanwhile',
    [{ error: 'ServiceNotFoundException', body: { message: 'no' } }],
    'there is no such service',
  ],
  [
    'its task definition is gone',
    [listing(), { body: { taskArns: [] } }, { error: 'ClientException', body: { message: 'no' } }],
    'the task definition that it serves with is gone',
  ],
])('nothing serves when %s', async (_, answers, reason) => {
  const steady = describing({ deployments: [rollout('PRIMARY', 'COMPLETED', 41)] });
  expect(await read(steady, ...answers).images).toEqual({ kind: 'nothing', reason });
});

describe('a failure', () => {
  const steady = describing({ deployments: [rollout('PRIMARY', 'COMPLETED', 41)] });

  test.each<[string, readonly Answer[]]>([
    ['ecs:DescribeServices', [denied]],
    ['ecs:DescribeTaskDefinition', [steady, denied, denied, denied]],
  ])('names %s when no other way is left', async (action, answers) => {
    await expect(read(...answers).images).rejects.toMatchObject({
      kind: 'setup',
      code: 'access-denied',
      hint: `Allow \`${action}\` in the role that this job assumes.`,
    });
  });

  test.each<[string, readonly Answer[]]>([
    ['the service', [{ error: 'ServerException', status: 500 }]],
    ['its deployments', [steady, { error: 'ServerException', status: 500 }]],
    ['its tasks', [steady, denied, { error: 'ServerException', status: 500 }]],
  ])('of AWS is no answer: %s', async (_, answers) => {
    await expect(read(...answers).images).rejects.toMatchObject({
      kind: 'upstream',
      code: 'aws-unavailable',
    });
  });
});
