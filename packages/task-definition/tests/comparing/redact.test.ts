import { expect, test } from '@jest/globals';
import type { Json } from '@slipway/documents/value';
import { differences } from '../../src/comparing/compare.ts';
import { looksSecret, redacted } from '../../src/comparing/redact.ts';

const container = ['containerDefinitions', 'web'];

/** As it is told: hidden or not, under its dotted path. */
const told = (steps: readonly string[], before: Json, after: Json): unknown => [
  { path: steps.join('.'), before, after },
];

test.each([
  'DB_PASSWORD',
  'DB_PASS',
  'SMTP_PASS',
  'RAILS_MASTER_KEY',
  'ENCRYPTION_KEY',
  'JWT',
  'SLACK_WEBHOOK',
  'LOG_LEVEL',
  'spring.datasource.url',
  'log.options.mode',
])('the value of the environment variable %s is hidden', (name) => {
  const steps = [...container, 'environment', name];
  expect(redacted([{ steps, before: 'x', after: 'y' }])).toEqual(told(steps, '(hidden)', '(hidden)'));
});

test.each<[string, readonly string[], Json]>([
  ['an empty variable', [...container, 'environment', 'A'], ''],
  ['a switch among the variables', [...container, 'environment', 'A'], true],
  ['a list of variables', [...container, 'environment'], [{ name: 'A', value: '1' }]],
  ['a command', [...container, 'command'], ['login', '--password', 'hunter2']],
  ['an entry point', [...container, 'entryPoint'], ['sh', '-c', 'TOKEN=x exec web']],
  ['the command of a health check', [...container, 'healthCheck', 'command'], ['CMD', 'curl', '-u', 'a:b']],
  ['a label', [...container, 'dockerLabels', 'com.datadoghq.ad.instances'], '[{"pass":"hunter2"}]'],
  ['an option of a log driver', [...container, 'logConfiguration', 'options', 'splunk-token'], 'x'],
  ['an option of a log router', [...container, 'firelensConfiguration', 'options', 'apikey'], 'x'],
  [
    'an option of a volume',
    ['volumes', 'data', 'dockerVolumeConfiguration', 'driverOpts', 'o'],
    'password=x',
  ],
  ['a tag', ['tags', 'team'], 'sea'],
  [
    'volumes of one name',
    ['volumes'],
    [{ name: 'a', dockerVolumeConfiguration: { driverOpts: { o: 'x' } } }],
  ],
  ['a URL with a password anywhere', [...container, 'image'], 'https://web:hunter2@registry/web'],
  ['an access key anywhere', [...container, 'user'], 'AKIAABCDEFGHIJKLMNOP'],
  ['a secret where its ARN belongs', [...container, 'secrets', 'DB'], 'hunter2pw'],
  ['another with a sign in it', [...container, 'secrets', 'DB'], '/P@ssw0rd!'],
  ['the ARN of anything else', [...container, 'secrets', 'DB'], 'arn:aws:s3:::bucket/hunter2'],
  [
    'a secret option of a log driver',
    [...container, 'logConfiguration', 'secretOptions', 'splunk-token'],
    'hunter2',
  ],
  ['the login of a registry', [...container, 'repositoryCredentials', 'credentialsParameter'], 'hunter2'],
  [
    'the login of a file server',
    [
      'volumes',
      'data',
      'fsxWindowsFileServerVolumeConfiguration',
      'authorizationConfig',
      'credentialsParameter',
    ],
    'hunter2',
  ],
  ['a list of secrets', [...container, 'secrets'], [{ name: 'DB', valueFrom: 'hunter2' }]],
  ['containers of one name', ['containerDefinitions'], [{ secrets: [{ name: 'DB', valueFrom: 'hunter2' }] }]],
  ['text instead of an object', [...container, 'logConfiguration'], 'hunter2'],
  ['text instead of a number', [...container, 'cpu'], 'hunter2'],
  ['text instead of a list', [...container, 'dnsServers'], 'hunter2'],
  ['text instead of a container', container, 'hunter2'],
  ['text instead of a limit', [...container, 'ulimits', 'nofile'], 'hunter2'],
  ['a list of other things', [...container, 'dnsServers'], [{ hunter2: 'hunter2' }]],
  ['an unknown value of an enumeration', [...container, 'logConfiguration', 'logDriver'], 'hunter2'],
  ['a secret that is none', [...container, 'secrets', 'DB'], 'postgres://web:hunter2@db/web'],
])('%s is hidden', (_, steps, value) => {
  expect(redacted([{ steps, before: null, after: value }])).toEqual(told(steps, null, '(hidden)'));
});

test.each<[string, readonly string[], Json]>([
  ['an image', [...container, 'image'], 'registry/web@sha256:00'],
  ['a number', [...container, 'cpu'], 256],
  ['a switch', [...container, 'essential'], false],
  ['ports', [...container, 'portMappings'], [{ containerPort: 80 }]],
  ['the group of a log', [...container, 'logConfiguration', 'options', 'awslogs-group'], '/ecs/web'],
  [
    'where a secret is',
    [...container, 'secrets', 'DB_PASSWORD'],
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db',
  ],
  [
    'the ARN of a parameter',
    [...container, 'logConfiguration', 'secretOptions', 'splunk-token'],
    'arn:aws-cn:ssm:cn-north-1:111122223333:parameter/web/splunk',
  ],
  ['the path of a parameter', [...container, 'secrets', 'DB_PASSWORD'], '/web/db'],
  ['a log driver', [...container, 'logConfiguration', 'logDriver'], 'awslogs'],
  ['settings of the kernel', [...container, 'systemControls', 'net.core.somaxconn'], '1024'],
  ['a folder with a space in its name', [...container, 'mountPoints', '/my data', 'sourceVolume'], 'data'],
  ['restarts', [...container, 'restartPolicy', 'ignoredExitCodes'], [0, 1]],
  ['what a task runs on', ['requiresCompatibilities'], ['EC2', 'FARGATE']],
  ['a container that is named like a member', ['containerDefinitions', 'command', 'cpu'], 256],
])('%s is shown', (_, steps, value) => {
  expect(redacted([{ steps, before: value, after: null }])).toEqual(told(steps, value, null));
});

test('a template that has a variable twice shows none of the others', () => {
  const environment = [
    { name: 'DEBUG', value: '0' },
    { name: 'DEBUG', value: '1' },
    { name: 'DB_PASSWORD', value: 'hunter2' },
  ];
  const template = { family: 'web', containerDefinitions: [{ name: 'web', environment }] };
  const added = { name: 'web', environment: [...environment, { name: 'VERSION', value: '2' }] };
  const changed = { ...template, containerDefinitions: [added] };
  expect(redacted(differences(template, changed))).toEqual([
    { path: 'containerDefinitions.web.environment', before: '(hidden)', after: '(hidden)' },
  ]);
});

test.each<[string, readonly string[], Json]>([
  ['in a container', [...container, 'enviroment'], [{ name: 'DB_PASSWORD', value: 'hunter2' }]],
  ['and has a name', [...container, 'enviroment', 'DB_PASSWORD'], 'hunter2'],
  ['in a part of it', [...container, 'logConfiguration', 'optons', 'splunk-tokn'], 'hunter2'],
  ['of the task', ['enviroment'], 'hunter2'],
  ['in a list', ['containerDefinitions'], [{ name: 'web', enviroment: [{ name: 'DB', value: 'hunter2' }] }]],
  ['with dots, as if it were one', ['containerDefinitions.web.user'], 'hunter2'],
  ['with dots, as if it were an option', [...container, 'logConfiguration.options', 'mode'], 'hunter2'],
  ['of a text', [...container, 'user', 'mode'], 'hunter2'],
  ['of an option', [...container, 'logConfiguration', 'options', 'mode', 'is'], 'hunter2'],
  ['of a list whose items have no names', [...container, 'dnsServers', 'is'], 'hunter2'],
  ['of ports, which have no names', [...container, 'portMappings', 'web', 'name'], 'hunter2'],
])('what stands under a member that ECS does not know is hidden: %s', (_, steps, value) => {
  expect(redacted([{ steps, before: value, after: null }])).toEqual(told(steps, '(hidden)', null));
});

test.each<[string, readonly string[], Json]>([
  ['a host', [...container, 'extraHosts', 'db.internal', 'ipAddress'], '10.0.0.1'],
  ['a folder', [...container, 'mountPoints', '/data/a.b', 'sourceVolume'], 'data'],
  ['a setting of the kernel', [...container, 'systemControls', 'net.core.somaxconn'], '1024'],
  ['one that ends like a command', [...container, 'systemControls', 'net.command'], '1024'],
  ['a container', ['containerDefinitions', 'web.command', 'cpu'], 256],
  ['a volume', ['volumes', 'data.tags', 'efsVolumeConfiguration', 'fileSystemId'], 'fs-1'],
])('a name with dots hides nothing: %s', (_, steps, value) => {
  expect(redacted([{ steps, before: value, after: null }])).toEqual(told(steps, value, null));
});

test('a name that holds a value, as one without its quote does in YAML, is cut', () => {
  const steps = [...container, 'user":"hunter2"'];
  expect(redacted([{ steps, before: 'x', after: null }])).toEqual([
    { path: 'containerDefinitions.web.user…', before: '(hidden)', after: null },
  ]);
});

test.each([
  [2000, true],
  [2001, false],
])('a header of %i characters behind its first is looked through for a token: %j', (length, isSecret) => {
  expect(looksSecret(`bearer-eyJ${'a'.repeat(length)}.eyJb.c`)).toBe(isSecret);
});

test('a name of a million dots is looked at once', () => {
  const steps = [...container, 'secrets', '.'.repeat(1_000_000)];
  expect(redacted([{ steps, before: null, after: 'hunter2' }])).toEqual(told(steps, null, '(hidden)'));
});
