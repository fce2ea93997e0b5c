import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@slipway/documents/value';
import { differences, sameDocument } from '../../src/comparing/compare.ts';
import type { TaskDefinitionDocument } from '../../src/document.ts';

const web = (more: JsonObject = {}, task: JsonObject = {}): TaskDefinitionDocument => ({
  family: 'web',
  ...task,
  containerDefinitions: [{ name: 'web', image: 'a', ...more }],
});

describe('the same to ECS', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['cpu 0', { cpu: 0 }, {}],
    ['essential true', { essential: true }, {}],
    [
      'empty lists',
      { environment: [], mountPoints: [], volumesFrom: [], systemControls: [], portMappings: [] },
      {},
    ],
    ['null and empty objects', { command: null, dockerLabels: {}, logConfiguration: { options: {} } }, {}],
    ['switches that are off', { privileged: false, interactive: false, readonlyRootFilesystem: false }, {}],
    ['lists of the task', {}, { volumes: [], placementConstraints: [], tags: [] }],
    ['bridge networking and fault injection off', {}, { networkMode: 'bridge', enableFaultInjection: false }],
    [
      'the default platform',
      {},
      { runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' } },
    ],
  ])('%s', (_, container, task) => {
    expect(differences(web(), web(container, task))).toEqual([]);
  });

  test.each<[string, TaskDefinitionDocument, TaskDefinitionDocument]>([
    [
      "awsvpc's host port and the protocol tcp",
      web({ portMappings: [{ containerPort: 80 }] }, { networkMode: 'awsvpc' }),
      web(
        { portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }] },
        { networkMode: 'awsvpc' },
      ),
    ],
    [
      "bridge's free host port",
      web({ portMappings: [{ containerPort: 80 }] }),
      web({ portMappings: [{ containerPort: 80, hostPort: 0, protocol: 'tcp' }] }),
    ],
    [
      "a health check's own timings",
      web({ healthCheck: { command: ['CMD', 'ok'] } }),
      web({ healthCheck: { command: ['CMD', 'ok'], interval: 30, timeout: 5, retries: 3 } }),
    ],
    [
      'sizes in vCPU and GB',
      web({}, { cpu: '.5 vCPU', memory: '2 GB' }),
      web({}, { cpu: '512', memory: '2048' }),
    ],
    [
      'the root of a file system, which ECS writes down itself',
      web({}, { volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] }),
      web(
        {},
        { volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/' } }] },
      ),
    ],
    ['a role without a name', web({}, { taskRoleArn: '', executionRoleArn: '' }), web()],
    ['sizes as numbers', web({}, { cpu: 256 }), web({}, { cpu: '256' })],
    [
      'variables and secrets in another order',
      web({
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      }),
      web({
        environment: [
          { value: '2', name: 'B' },
          { name: 'A', value: '1' },
        ],
      }),
    ],
    [
      'containers in another order',
      { containerDefinitions: [{ name: 'a' }, { name: 'b' }] },
      { containerDefinitions: [{ name: 'b' }, { name: 'a' }] },
    ],
    [
      'compatibilities in another order',
      web({}, { requiresCompatibilities: ['FARGATE', 'EC2'] }),
      web({}, { requiresCompatibilities: ['EC2', 'FARGATE'] }),
    ],
  ])('%s', (_, a, b) => {
    expect(sameDocument(a, b)).toBe(true);
    expect(sameDocument(b, a)).toBe(true);
  });
});

describe('not the same', () => {
  test.each<[string, TaskDefinitionDocument, TaskDefinitionDocument, readonly unknown[]]>([
    [
      'an image',
      web(),
      web({ image: 'b' }),
      [{ steps: ['containerDefinitions', 'web', 'image'], before: 'a', after: 'b' }],
    ],
    [
      'a variable that came, one that went, one that became empty',
      web({
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      }),
      web({
        environment: [
          { name: 'B', value: '' },
          { name: 'C', value: '3' },
        ],
      }),
      [
        { steps: ['containerDefinitions', 'web', 'environment', 'A'], before: '1', after: null },
        { steps: ['containerDefinitions', 'web', 'environment', 'B'], before: '2', after: '' },
        { steps: ['containerDefinitions', 'web', 'environment', 'C'], before: null, after: '3' },
      ],
    ],
    [
      'the order of a command',
      web({ command: ['a', 'b'] }),
      web({ command: ['b', 'a'] }),
      [{ steps: ['containerDefinitions', 'web', 'command'], before: ['a', 'b'], after: ['b', 'a'] }],
    ],
    [
      'a host port of bridge networking',
      web({ portMappings: [{ containerPort: 80 }] }),
      web({ portMappings: [{ containerPort: 80, hostPort: 80 }] }),
      [
        {
          steps: ['containerDefinitions', 'web', 'portMappings'],
          before: [{ containerPort: 80 }],
          after: [{ containerPort: 80, hostPort: 80 }],
        },
      ],
    ],
    [
      'a container that came',
      web(),
      {
        ...web(),
        containerDefinitions: [...web().containerDefinitions, { name: 'log', image: 'r', essential: false }],
      },
      [
        { steps: ['containerDefinitions', 'log', 'essential'], before: null, after: false },
        { steps: ['containerDefinitions', 'log', 'image'], before: null, after: 'r' },
      ],
    ],
    [
      'a variable given twice, where the last wins',
      web({ environment: [{ name: 'A', value: '1' }] }),
      web({
        environment: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      }),
      [
        {
          steps: ['containerDefinitions', 'web', 'environment'],
          before: { A: '1' },
          after: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
          ],
        },
      ],
    ],
    [
      'family, size and network',
      web(),
      web({}, { family: 'other', cpu: '256', networkMode: 'awsvpc' }),
      [
        { steps: ['cpu'], before: null, after: '256' },
        { steps: ['family'], before: 'web', after: 'other' },
        { steps: ['networkMode'], before: null, after: 'awsvpc' },
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(differences(before, after)).toEqual(expected);
  });
});

test('a label may be called like what every object of JavaScript has', () => {
  const labelled = (dockerLabels: JsonObject): TaskDefinitionDocument => ({
    containerDefinitions: [{ name: 'web', dockerLabels }],
  });
  const steps = ['containerDefinitions', 'web', 'dockerLabels', 'constructor'];
  const [without, having] = [labelled({ a: 'x' }), labelled({ a: 'x', constructor: 'y' })];
  expect(differences(without, having)).toEqual([{ steps, before: null, after: 'y' }]);
  expect(differences(having, without)).toEqual([{ steps, before: 'y', after: null }]);
});

test('a name with dots is one step', () => {
  const named = web({ dockerLabels: { 'a.b': 'x' }, environment: [{ name: 'a.b.c', value: 'y' }] });
  expect(differences(web(), named)).toEqual([
    { steps: ['containerDefinitions', 'web', 'dockerLabels', 'a.b'], before: null, after: 'x' },
    { steps: ['containerDefinitions', 'web', 'environment', 'a.b.c'], before: null, after: 'y' },
  ]);
});

test('a variable that had its text in the wrong member has none, and gets one', () => {
  const before = web({ environment: [{ name: 'LOG_LEVEL', valueFrom: 'info' }] });
  const after = web({ environment: [{ name: 'LOG_LEVEL', value: 'info' }] });
  expect(differences(before, after)).not.toEqual([]);
});
