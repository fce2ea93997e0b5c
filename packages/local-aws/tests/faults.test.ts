/** Scripted faults: which call one strikes, in words; what a struck call looks like over the wire stands below. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { ECSClient, DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { createFaults } from '../src/faults.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

/** The numbers of the calls that are struck, of ten equal ones. */
function struck(yaml: string, names: readonly string[] = ['UpdateService'], resources = ['*']): number[] {
  const faults = createFaults(readWorld(`faults: [${yaml}]`, 'test.yaml').faults);
  return Array.from({ length: 10 }, (_, at) => at + 1).filter(
    () => faults.take({ names, resources }, 'before') !== undefined,
  );
}

test.each([
  ['a fault strikes once', '{ operation: UpdateService }', [1]],
  ['as often as it says', '{ operation: UpdateService, times: 3 }', [1, 2, 3]],
  ['after it let some pass', '{ operation: UpdateService, skip: 2, times: 2 }', [3, 4]],
  [
    'two faults count the same calls',
    '{ operation: UpdateService, error: A }, { operation: UpdateService, skip: 4, error: B }',
    [1, 5],
  ],
  ['with a pattern', '{ operation: "Update*", times: 2 }', [1, 2]],
  ['not another operation', '{ operation: CreateService }', []],
  ['not at another moment', '{ operation: UpdateService, when: after }', []],
])('%s', (_name, yaml, calls) => {
  expect(struck(yaml)).toEqual(calls);
});

test.each([
  ['arn:aws:ecs:us-east-1:123456789012:service/default/web', [1]],
  ['arn:aws:ecs:us-east-1:123456789012:service/default/other', []],
])('a fault with a resource strikes a call about %s: %j', (resource, calls) => {
  expect(
    struck('{ operation: UpdateService, resource: "*:service/default/web" }', ['UpdateService'], [resource]),
  ).toEqual(calls);
});

let cloud: LocalAws | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

async function open(faults: string) {
  const yaml = `
timings: { scheduler: 10ms }
repositories: [{ name: web }]
taskDefinitions: [{ family: web, containerDefinitions: [{ name: app, image: web }] }]
services: [{ name: web, taskDefinition: web, desiredCount: 0 }]
faults: [${faults}]`;
  const opened = await startLocalAws({ world: readWorld(yaml, 'test.yaml') });
  cloud = opened;
  const client = new ECSClient({
    endpoint: opened.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  return {
    cloud: opened,
    /** `ok`, or the error's name and status. */
    update: (minimumHealthyPercent: number) =>
      outcome(
        client.send(
          new UpdateServiceCommand({ service: 'web', deploymentConfiguration: { minimumHealthyPercent } }),
        ),
      ),
    minimum: async () => {
      const { services } = await client.send(new DescribeServicesCommand({ services: ['web'] }));
      return services?.[0]?.deploymentConfiguration?.minimumHealthyPercent;
    },
    registry: (method: string, path: string) => fetch(`${opened.endpoint}${path}`, { method }),
  };
}

async function outcome(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'ok';
  } catch (error) {
    const { name, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return `${name} ${$metadata?.httpStatusCode ?? 'without an answer'}`;
  }
}

describe('a call to ECS that is struck', () => {
  test.each([
    ['by an error before its effect', 'error: ServerException, status: 500', 'ServerException 500', 100],
    [
      'by an error after its effect',
      'error: ServerException, status: 503, when: after',
      'ServerException 503',
      50,
    ],
    ['by an error of the server without a status', 'error: ServerException', 'ServerException 500', 100],
    ['by an error of the client without a status', 'error: ClientException', 'Error 400', 100],
    ['by a dropped connection before its effect', 'error: ECONNRESET', 'Error without an answer', 100],
    [
      'by a dropped connection after its effect',
      'error: ECONNRESET, when: after',
      'Error without an answer',
      50,
    ],
    ['by a delay alone', 'delay: 20ms', 'ok', 50],
  ])('%s', async (_name, fault, told, minimum) => {
    const opened = await open(`{ operation: ecs:UpdateService, ${fault} }`);
    expect((await opened.update(50)).replace(/^(?!ok|Server)\w+/, 'Error')).toBe(told);
    expect(await opened.minimum()).toBe(minimum);
    expect(await opened.update(25)).toBe('ok');
  });
});

describe('a request to the registry that is struck', () => {
  test('is refused in the registry’s own form, each time that the fault says', async () => {
    const { registry, cloud: opened } = await open(
      '{ operation: "GET /v2/*", error: UNAVAILABLE, message: gone fishing, status: 503, skip: 1 }',
    );
    expect((await registry('GET', '/v2/')).status).toBe(401);
    const refused = await registry('GET', '/v2/web/tags/list');
    expect(refused.status).toBe(503);
    expect(await refused.json()).toEqual({ errors: [{ code: 'UNAVAILABLE', message: 'gone fishing' }] });
    expect((await registry('GET', '/v2/')).status).toBe(401);
    expect(opened.calls.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'GET /v2/ 401',
      'GET /v2/web/tags/list 503',
      'GET /v2/ 401',
    ]);
  });

  test('loses its connection', async () => {
    const { registry, cloud: opened } = await open('{ operation: "registry:GET *", error: ECONNRESET }');
    await expect(registry('GET', '/v2/')).rejects.toThrow('fetch failed');
    expect(opened.calls).toEqual([expect.objectContaining({ status: 0, error: 'ECONNRESET' })]);
    expect((await registry('GET', '/v2/')).status).toBe(401);
  });

  test('is only meant when it is about the resource of the fault', async () => {
    const { registry } = await open(
      '{ operation: "GET *", resource: "*:repository/web", error: GONE, status: 410 }',
    );
    expect((await registry('GET', '/v2/other/tags/list')).status).toBe(401);
    expect((await registry('GET', '/v2/web/tags/list')).status).toBe(410);
  });
});
