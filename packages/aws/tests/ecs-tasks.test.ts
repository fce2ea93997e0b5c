/** Tasks and task definitions over the wire: lists to their end, descriptions in hundreds, addresses of tasks. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { arn, ecsGateway, web } from './ecs-stage.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

describe('the tasks of a service', () => {
  test.each([
    ['stopped', 'STOPPED'],
    ['live', 'RUNNING'],
  ] as const)('that are %s are listed over all pages', async (which, desiredStatus) => {
    const { heard } = await openLoopback(
      { body: { taskArns: ['arn:1', 'arn:2'], nextToken: 'a' } },
      { body: { taskArns: [], nextToken: 'b' } },
      { body: { taskArns: ['arn:3'] } },
    );
    expect(await ecsGateway().ecs.tasks[which](web)).toEqual(['arn:1', 'arn:2', 'arn:3']);
    const asked = { cluster: 'main', serviceName: 'web', desiredStatus, maxResults: 100 };
    expect(heard.map(({ input }) => input)).toEqual([
      asked,
      { ...asked, nextToken: 'a' },
      { ...asked, nextToken: 'b' },
    ]);
  });

  test('are described a hundred at a time, and those that are gone are left out', async () => {
    const arns = Array.from({ length: 250 }, (_, at) => `arn:${at}`);
    const task = (taskArn: string): object => ({ taskArn, taskDefinitionArn: 'arn:web:1' });
    const { heard } = await openLoopback(
      { body: { tasks: [task('arn:0')], failures: [{ arn: 'arn:1', reason: 'MISSING' }] } },
      { body: { tasks: [task('arn:100')] } },
      { body: { tasks: [task('arn:249')] } },
    );
    const found = await ecsGateway().ecs.tasks.describe('main', arns);
    expect(found.map((each) => each.arn)).toEqual(['arn:0', 'arn:100', 'arn:249']);
    expect(heard.map(({ input }) => (input.tasks as string[]).length)).toEqual([100, 100, 50]);
    expect(heard.flatMap(({ input }) => input.tasks)).toEqual(arns);
  });

  test('of nobody are not asked for', async () => {
    const { heard } = await openLoopback();
    expect(await ecsGateway().ecs.tasks.describe('main', [])).toEqual([]);
    expect(heard).toEqual([]);
  });
});

describe('a task', () => {
  const described = async (task: object) => {
    await openLoopback({ body: { tasks: [{ taskArn: 'arn:1', taskDefinitionArn: 'arn:web:1', ...task }] } });
    return (await ecsGateway().ecs.tasks.describe('main', ['arn:1']))[0];
  };

  test('that stopped tells why, and when in milliseconds', async () => {
    const stopped = {
      startedBy: 'ecs-svc/2',
      lastStatus: 'STOPPED',
      healthStatus: 'UNHEALTHY',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      startedAt: 1_800_000_000,
      stoppedAt: 1_800_000_060.5,
      containers: [
        { name: 'app', image: 'web:2', imageDigest: 'sha256:2', exitCode: 137, reason: 'OutOfMemoryError' },
      ],
    };
    expect(await described(stopped)).toEqual({
      arn: 'arn:1',
      taskDefinition: 'arn:web:1',
      owner: 'ecs-svc/2',
      status: 'STOPPED',
      health: 'UNHEALTHY',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      startedAt: 1_800_000_000_000,
      stoppedAt: 1_800_000_060_500,
      containers: [
        { name: 'app', image: 'web:2', digest: 'sha256:2', exitCode: 137, reason: 'OutOfMemoryError' },
      ],
      addresses: [],
    });
  });

  test('has its own address once, however often ECS tells it', async () => {
    const attachments = [
      {
        details: [
          { name: 'subnetId', value: 's' },
          { name: 'privateIPv4Address', value: '10.0.0.7' },
        ],
      },
    ];
    const containers = [{ name: 'app', networkInterfaces: [{ privateIpv4Address: '10.0.0.7' }] }];
    expect((await described({ attachments, containers }))?.addresses).toEqual([
      { host: '10.0.0.7', port: undefined },
    ]);
  });

  test('may be known to its load balancer by its IPv6 address', async () => {
    const networkInterfaces = [{ privateIpv4Address: '10.0.0.7', ipv6Address: '2001:db8::7' }];
    expect((await described({ containers: [{ name: 'app', networkInterfaces }] }))?.addresses).toEqual([
      { host: '10.0.0.7', port: undefined },
      { host: '2001:db8::7', port: undefined },
    ]);
  });

  test('on a host of its owner has ports of that host', async () => {
    const containers = [{ name: 'app', networkBindings: [{ hostPort: 32768 }, { containerPort: 80 }] }];
    expect((await described({ containers }))?.addresses).toEqual([{ host: undefined, port: 32768 }]);
  });
});

describe('a task definition', () => {
  test('is registered as it stands, and its ARN is told', async () => {
    const { heard } = await openLoopback({
      body: { taskDefinition: { taskDefinitionArn: arn('task-definition/web:2') } },
    });
    const document = {
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'web', memory: 0 }],
      cpu: '',
    };
    expect(await ecsGateway().ecs.taskDefinitions.register(document)).toBe(arn('task-definition/web:2'));
    expect(heard[0]?.input).toEqual(document);
  });

  test('is described with its tags in the document', async () => {
    const tags = [{ key: 'team', value: 'sea' }];
    const { heard } = await openLoopback({
      body: { taskDefinition: { taskDefinitionArn: 'arn:web:7', family: 'web' }, tags },
    });
    expect(await ecsGateway().ecs.taskDefinitions.describe('web:7')).toEqual({
      arn: 'arn:web:7',
      isActive: true,
      document: { taskDefinitionArn: 'arn:web:7', family: 'web', tags },
    });
    expect(heard[0]?.input).toEqual({ taskDefinition: 'web:7', include: ['TAGS'] });
  });
});
