/** Every change to a container or to the task, by what it makes of a document; what is ill-typed stays as it is. */
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@slipway/documents/value';
import { setCommands } from '../../src/changing/command.ts';
import type { ContainerChange } from '../../src/changing/containers.ts';
import { replaceEnvironmentFiles, setEnvironment, setSecrets } from '../../src/changing/environment.ts';
import { setHealthCheck } from '../../src/changing/health-check.ts';
import { setDockerLabels, withTags } from '../../src/changing/labels.ts';
import { setLogging } from '../../src/changing/logging.ts';
import { withTaskMembers, type TaskMembers } from '../../src/changing/task-members.ts';

const map = (entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(entries));
const logging = (
  driver: string | undefined,
  options: Readonly<Record<string, string>> = {},
): ContainerChange => setLogging({ driver, options: map(options) });

const ab = [
  { name: 'A', value: '1' },
  { name: 'B', value: '2' },
];
const awslogs = { logDriver: 'awslogs', options: { 'awslogs-group': 'web', mode: 'blocking' } };

describe('of a container', () => {
  test.each<[string, ContainerChange, before: JsonObject, after: JsonObject]>([
    [
      'variables that are there keep their place, and new ones follow',
      setEnvironment(map({ C: '3', A: '' })),
      { environment: ab, cpu: 1 },
      { environment: [{ name: 'A', value: '' }, ab[1] ?? null, { name: 'C', value: '3' }], cpu: 1 },
    ],
    [
      'the first variables make a list',
      setEnvironment(map({ A: '1' })),
      { cpu: 1 },
      { cpu: 1, environment: [{ name: 'A', value: '1' }] },
    ],
    [
      'null is as good as no variables',
      setEnvironment(map({ A: '1' })),
      { environment: null },
      { environment: [{ name: 'A', value: '1' }] },
    ],
    [
      'a variable that stands twice is set twice',
      setEnvironment(map({ A: 'x' })),
      { environment: [{ name: 'A' }, { name: 'A', value: '2' }] },
      {
        environment: [
          { name: 'A', value: 'x' },
          { name: 'A', value: 'x' },
        ],
      },
    ],
    [
      'variables that are no list stay',
      setEnvironment(map({ A: '1' })),
      { environment: { A: '1' } },
      { environment: { A: '1' } },
    ],
    [
      'items that are no variables stay',
      setEnvironment(map({ A: '1' })),
      { environment: ['A=2', null, { name: 3 }] },
      { environment: ['A=2', null, { name: 3 }, { name: 'A', value: '1' }] },
    ],
    [
      'a secret gets another source, and a new one follows',
      setSecrets(map({ S: 'arn:new', T: 'arn:t' })),
      { secrets: [{ name: 'S', valueFrom: 'arn:old' }] },
      {
        secrets: [
          { name: 'S', valueFrom: 'arn:new' },
          { name: 'T', valueFrom: 'arn:t' },
        ],
      },
    ],
    [
      'a variable of the same name stays beside a secret: the check tells of both',
      setSecrets(map({ A: 'arn:a' })),
      { environment: ab },
      { environment: ab, secrets: [{ name: 'A', valueFrom: 'arn:a' }] },
    ],
    [
      'environment files replace those that are there',
      replaceEnvironmentFiles(['arn:aws:s3:::b/new.env']),
      { environmentFiles: [{ value: 'arn:aws:s3:::b/old.env', type: 's3' }], cpu: 1 },
      { environmentFiles: [{ value: 'arn:aws:s3:::b/new.env', type: 's3' }], cpu: 1 },
    ],
    [
      'labels are laid over those that are there',
      setDockerLabels(map({ b: '2', a: 'x=y' })),
      { dockerLabels: { a: '1', z: '9' } },
      { dockerLabels: { a: 'x=y', z: '9', b: '2' } },
    ],
    [
      'labels that are no object stay',
      setDockerLabels(map({ a: '1' })),
      { dockerLabels: ['a=1'] },
      { dockerLabels: ['a=1'] },
    ],
    ['a log driver alone', logging('journald'), {}, { logConfiguration: { logDriver: 'journald' } }],
    [
      'options of the same driver are laid over those that are there',
      logging('awslogs', { mode: 'non-blocking', 'awslogs-region': 'eu-west-1' }),
      { logConfiguration: awslogs },
      {
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': 'web', mode: 'non-blocking', 'awslogs-region': 'eu-west-1' },
        },
      },
    ],
    [
      'so are options without a driver',
      logging(undefined, { mode: 'non-blocking' }),
      { logConfiguration: awslogs },
      { logConfiguration: { ...awslogs, options: { ...awslogs.options, mode: 'non-blocking' } } },
    ],
    [
      'the same driver without options changes nothing',
      logging('awslogs'),
      { logConfiguration: awslogs },
      { logConfiguration: awslogs },
    ],
    [
      'another driver comes without the options and secrets of the one before',
      logging('splunk', { 'splunk-url': 'https://h?a=b' }),
      { logConfiguration: { ...awslogs, secretOptions: [{ name: 'x', valueFrom: 'arn:x' }] } },
      { logConfiguration: { logDriver: 'splunk', options: { 'splunk-url': 'https://h?a=b' } } },
    ],
    [
      'a driver for options that had none keeps them',
      logging('awslogs'),
      { logConfiguration: { options: { mode: 'blocking' } } },
      { logConfiguration: { options: { mode: 'blocking' }, logDriver: 'awslogs' } },
    ],
    [
      'options without any driver are there for the check',
      logging(undefined, { mode: 'x' }),
      {},
      { logConfiguration: { options: { mode: 'x' } } },
    ],
    [
      'a log configuration that is no object stays',
      logging('awslogs'),
      { logConfiguration: 'awslogs' },
      { logConfiguration: 'awslogs' },
    ],
    [
      'a command replaces the command alone',
      setCommands({ command: ['new'], entryPoint: undefined }),
      { command: ['old', 'x'], entryPoint: ['/init'] },
      { command: ['new'], entryPoint: ['/init'] },
    ],
    [
      'an entry point replaces the entry point alone',
      setCommands({ command: undefined, entryPoint: [] }),
      { command: ['old'], entryPoint: ['/init'] },
      { command: ['old'], entryPoint: [] },
    ],
    [
      'members of a health check are laid over those that are there',
      setHealthCheck({ kind: 'set', members: { command: ['CMD', '/new'] } }),
      { healthCheck: { command: ['CMD', '/old'], interval: 10 } },
      { healthCheck: { command: ['CMD', '/new'], interval: 10 } },
    ],
    [
      'a first health check',
      setHealthCheck({ kind: 'set', members: { command: ['CMD', '/new'] } }),
      {},
      { healthCheck: { command: ['CMD', '/new'] } },
    ],
    [
      'no health check',
      setHealthCheck({ kind: 'none' }),
      { healthCheck: { command: [] }, cpu: 1 },
      { cpu: 1 },
    ],
    [
      'a health check that is no object stays',
      setHealthCheck({ kind: 'set', members: {} }),
      { healthCheck: 'x' },
      { healthCheck: 'x' },
    ],
  ])('%s', (_, change, before, after) => {
    const kept = structuredClone(before);
    expect(change(before)).toEqual(after);
    expect(before).toEqual(kept);
  });

  test('members keep their order', () => {
    const before = { environment: [], name: 'web', image: 'x' };
    expect(Object.keys(setEnvironment(map({ A: '1' }))(before))).toEqual(['environment', 'name', 'image']);
  });
});

describe('of the task', () => {
  test.each<[string, TaskMembers, before: JsonObject, after: JsonObject]>([
    ['the family', { family: 'web' }, { family: 'old', cpu: '256' }, { family: 'web', cpu: '256' }],
    ['its size', { cpu: '.5 vCPU', memory: '1 GB' }, { memory: '512' }, { memory: '1 GB', cpu: '.5 vCPU' }],
    [
      'its roles',
      { taskRoleArn: 'arn:task', executionRoleArn: 'arn:execution' },
      { executionRoleArn: 'arn:old' },
      { executionRoleArn: 'arn:execution', taskRoleArn: 'arn:task' },
    ],
    [
      'its platform',
      { runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'ARM64' } },
      { runtimePlatform: { cpuArchitecture: 'X86_64' } },
      { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } },
    ],
    ['its disk', { ephemeralStorage: { sizeInGiB: 50 } }, {}, { ephemeralStorage: { sizeInGiB: 50 } }],
    [
      'a member that is ill-typed',
      { ephemeralStorage: { sizeInGiB: 50 } },
      { ephemeralStorage: 21 },
      { ephemeralStorage: { sizeInGiB: 50 } },
    ],
    ['nothing', { family: undefined, cpu: undefined }, { family: 'web' }, { family: 'web' }],
  ])('%s', (_, members, before, after) => {
    expect(withTaskMembers(before, members)).toEqual(after);
  });

  test.each<[string, before: JsonObject, after: JsonObject]>([
    [
      'tags that are there get their value, and new ones follow',
      { tags: [{ key: 'team', value: 'x' }, { key: 'env' }] },
      { tags: [{ key: 'team', value: 'web' }, { key: 'env' }, { key: 'cost', value: '' }] },
    ],
    [
      'the first tags make a list',
      {},
      {
        tags: [
          { key: 'team', value: 'web' },
          { key: 'cost', value: '' },
        ],
      },
    ],
    ['tags that are no list stay', { tags: { team: 'x' } }, { tags: { team: 'x' } }],
  ])('%s', (_, before, after) => {
    expect(withTags(before, map({ team: 'web', cost: '' }))).toEqual(after);
  });
});
