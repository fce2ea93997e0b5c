/** Every form of an input that changes the document: what is made of it, and what is refused with which words. */
import { describe, expect, test } from '@jest/globals';
import type { Inputs } from '../src/inputs.ts';
import { given } from './world.ts';

const wrong = (why: string): Error =>
  new Error(`An input is wrong: ${why}. Correct it under \`with:\` of this step. Nothing was changed.`);

const read = (name: string, value: string): unknown =>
  plain(given({ [name]: value })[camel(name) as keyof Inputs]);
const plain = (value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value);
const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

test.each<[string, string, unknown]>([
  ['container-name', 'web, log,web ,', { kind: 'named', names: ['web', 'log'] }],
  ['container-name', '*', { kind: 'all' }],
  [
    'env-files',
    'arn:aws:s3:::bucket/a.env\n\n  arn:aws-cn:s3:::b.c/d/e.env ',
    ['arn:aws:s3:::bucket/a.env', 'arn:aws-cn:s3:::b.c/d/e.env'],
  ],
  [
    'secrets',
    ' A=arn:aws:ssm:eu-west-1:111122223333:parameter/a\n\nB=arn:aws:secretsmanager:eu-west-1:111122223333:secret:b=c-x1:key::\nC=/team/c',
    {
      A: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a',
      B: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:b=c-x1:key::',
      C: '/team/c',
    },
  ],
  [
    'docker-labels',
    'traefik.rule=Host(`a`) && Query(`k=v`)\n b = "c" \nd=',
    { 'traefik.rule': 'Host(`a`) && Query(`k=v`)', b: ' "c"', d: '' },
  ],
  ['log-configuration-log-driver', 'awslogs', 'awslogs'],
  [
    'log-configuration-options',
    'splunk-url=https://h?a=b\r\nmode=non-blocking',
    { 'splunk-url': 'https://h?a=b', mode: 'non-blocking' },
  ],
  [
    'task-role-arn',
    'arn:aws-eusc:iam::111122223333:role/team/web+task',
    'arn:aws-eusc:iam::111122223333:role/team/web+task',
  ],
  ['execution-role-arn', 'arn:aws:iam::111122223333:role/web', 'arn:aws:iam::111122223333:role/web'],
  ['cpu', '256', '256'],
  ['cpu', '.25 vCPU', '.25 vCPU'],
  ['cpu', '2vcpu', '2vcpu'],
  ['memory', '512', '512'],
  ['memory', '2 GB', '2 GB'],
  ['memory', '0.5GB', '0.5GB'],
  ['runtime-platform', 'LINUX/X86_64', { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' }],
  ['runtime-platform', 'linux/amd64', { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' }],
  ['runtime-platform', 'linux/arm64', { operatingSystemFamily: 'LINUX', cpuArchitecture: 'ARM64' }],
  ['runtime-platform', 'linux/arm64/v8', { operatingSystemFamily: 'LINUX', cpuArchitecture: 'ARM64' }],
  [
    'runtime-platform',
    'windows_server_2022_core/x86_64',
    { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'X86_64' },
  ],
  ['ephemeral-storage', '50', 50],
  ['tags', 'team=web\ncost center=a=b', { team: 'web', 'cost center': 'a=b' }],
  [
    'health-check',
    'curl -f http://localhost/ || exit 1',
    { kind: 'set', members: { command: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'] } },
  ],
  [
    'health-check',
    '[ -f /tmp/ready ]',
    { kind: 'set', members: { command: ['CMD-SHELL', '[ -f /tmp/ready ]'] } },
  ],
  [
    'health-check',
    '[ "$(cat /x)" = ok ]',
    { kind: 'set', members: { command: ['CMD-SHELL', '[ "$(cat /x)" = ok ]'] } },
  ],
  ['health-check', '{ a; b; }', { kind: 'set', members: { command: ['CMD-SHELL', '{ a; b; }'] } }],
  ['health-check', '["CMD", "/check", "-q"]', { kind: 'set', members: { command: ['CMD', '/check', '-q'] } }],
  [
    'health-check',
    '{ "interval": 10, "retries": 2, }',
    { kind: 'set', members: { interval: 10, retries: 2 } },
  ],
  ['health-check', 'none', { kind: 'none' }],
  ['merge-patch', '{ "volumes": null, // gone\n }', { volumes: null }],
  [
    'unset',
    'cpu\n\n containerDefinitions.web."a.b"[0] ',
    [{ steps: ['cpu'] }, { steps: ['containerDefinitions', 'web', 'a.b', 0] }],
  ],
  ['strict', 'false', false],
  ['compare-with', 'template', { kind: 'template' }],
  ['compare-with', 'none', { kind: 'none' }],
  ['compare-with', 'service:prod/web', { kind: 'service', cluster: 'prod', service: 'web' }],
])('%s: %j', (name, value, expected) => {
  expect(read(name, value)).toEqual(expected);
});

const platform = 'system/architecture, such as `LINUX/X86_64` or `linux/arm64`';
const aCpu = 'CPU units such as `256`, or vCPUs such as `.25 vCPU`';
const aMemory = 'MiB such as `512`, or gigabytes such as `2 GB`';
const aRole = 'the ARN of a role such as `arn:aws:iam::111122223333:role/web-task`';
const aComparison = '`template`, `none`, or a service as `service:cluster/service`';
const somePaths = 'a path such as `containerDefinitions.web.environment.DEBUG`, one a line';
const someFiles = 'the ARN of an S3 object such as `arn:aws:s3:::my-bucket/web.env`, one a line';

describe('refused, and shown', () => {
  test.each([
    [
      'container-name',
      '*, web',
      'names of containers, separated by commas, or `*` for all',
      ' (`*` is all of them, so no name can stand beside it)',
    ],
    ['env-files', 's3://bucket/a.env', someFiles, ' (the line `s3://bucket/a.env` is not)'],
    ['task-role-arn', 'web-task', aRole, ''],
    ['execution-role-arn', 'arn:aws:iam::111122223333:user/web', aRole, ''],
    ['cpu', 'half', aCpu, ''],
    ['cpu', '1 GB', aCpu, ''],
    ['memory', '2 GiB', aMemory, ''],
    ['runtime-platform', 'arm64', platform, ''],
    ['runtime-platform', 'linux/arm64/v7', platform, ''],
    ['ephemeral-storage', '50 GiB', 'a whole number of at least 1', ''],
    ['unset', 'cpu\na..b', somePaths, ' (the line `a..b` is not)'],
    ['strict', 'yes', '`true` or `false`', ''],
    ['compare-with', 'service:web', aComparison, ''],
  ])('%s: %j', (name, value, expects, why) => {
    const shown = value.replace('\n', ' ');
    expect(() => given({ [name]: value })).toThrow(
      wrong(`\`${name}\` must be ${expects}, but was \`${shown}\`${why}`),
    );
  });
});

const someSecrets = '`NAME=ARN`, or `NAME=` and the name of a parameter, one a line';
const aHealthCheck =
  "a command line for the container's shell, a JSON object or list as ECS takes it, or `none`";

describe('refused without being shown, because it may be secret', () => {
  test.each([
    ['secrets', 'A=/a\nhunter2', `${someSecrets} (line 2 is not)`],
    ['secrets', 'A=hunter2 or so', `${someSecrets} (the value in line 1 is not)`],
    ['secrets', 'A=/a\nA=/b', `${someSecrets} (line 2 gives a name that a line before it has)`],
    ['docker-labels', '=hunter2', '`key=value`, one a line (line 1 is not)'],
    [
      'docker-labels',
      'a=1\n\na=hunter2',
      '`key=value`, one a line (line 3 gives a name that a line before it has)',
    ],
    ['log-configuration-options', 'hunter2', '`key=value`, one a line (line 1 is not)'],
    [
      'docker-labels',
      'a=1\nkey=-----BEGIN KEY-----\nhunter2==',
      '`key=value`, one a line (line 2 begins a value of several lines, and here it has one)',
    ],
    ['tags', 'hunter2', '`key=value`, one a line (line 1 is not)'],
    [
      'health-check',
      '["CMD", "hunter2"',
      `${aHealthCheck} (line 1, column 18: expected "," or "]", but found the end of the file)`,
    ],
    [
      'health-check',
      '{"command": "hunter2"',
      `${aHealthCheck} (line 1, column 22: expected "," or "}", but found the end of the file)`,
    ],
    ['merge-patch', '["hunter2"]', 'a JSON object (it is a list)'],
    [
      'merge-patch',
      '{\n  "a": hunter2 }',
      'a JSON object (line 2, column 8: expected the value of a member, but found "h")',
    ],
    [
      'merge-patch',
      '{"containerDefinitions": [{"command": {"--password=hunter2", "serve"}}]}',
      'a JSON object (line 1, column 60: expected ":" after the name of a member, but found ",")',
    ],
  ])('%s: %j', (name, value, why) => {
    expect(() => given({ [name]: value })).toThrow(wrong(`\`${name}\` must be ${why}`));
  });
});

test('an input that is empty is as good as none', () => {
  const names = [
    'container-name',
    'env-files',
    'secrets',
    'docker-labels',
    'command',
    'entry-point',
    'health-check',
  ];
  const inputs = given(Object.fromEntries(names.map((name) => [name, ' \n '])));
  expect(names.map((name) => inputs[camel(name) as keyof Inputs])).toEqual(names.map(() => undefined));
});
