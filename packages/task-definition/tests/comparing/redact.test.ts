import { expect, test } from '@jest/globals';
import { differences } from '../../src/comparing/compare.ts';
import type { Json } from '../../src/document.ts';
import { hiddenChange, looksSecret, redacted } from '../../src/comparing/redact.ts';

const container = 'containerDefinitions.web';

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
  const path = `${container}.environment.${name}`;
  expect(redacted([{ path, before: 'x', after: 'y' }])).toEqual([
    { path, before: '(hidden)', after: '(hidden)' },
  ]);
});

test.each<[string, string, Json]>([
  ['an empty variable', `${container}.environment.A`, ''],
  ['a switch among the variables', `${container}.environment.A`, true],
  ['a list of variables', `${container}.environment`, [{ name: 'A', value: '1' }]],
  ['a command', `${container}.command`, ['login', '--password', 'hunter2']],
  ['an entry point', `${container}.entryPoint`, ['sh', '-c', 'TOKEN=x exec web']],
  ['the command of a health check', `${container}.healthCheck.command`, ['CMD', 'curl', '-u', 'a:b']],
  ['a label', `${container}.dockerLabels.com.datadoghq.ad.instances`, '[{"pass":"hunter2"}]'],
  ['an option of a log driver', `${container}.logConfiguration.options.splunk-token`, 'x'],
  ['an option of a log router', `${container}.firelensConfiguration.options.apikey`, 'x'],
  ['an option of a volume', 'volumes.data.dockerVolumeConfiguration.driverOpts.o', 'password=x'],
  ['a tag', 'tags.team', 'sea'],
  ['volumes of one name', 'volumes', [{ name: 'a', dockerVolumeConfiguration: { driverOpts: { o: 'x' } } }]],
  ['a URL with a password anywhere', `${container}.image`, 'https://web:hunter2@registry/web'],
  ['an access key anywhere', `${container}.user`, 'AKIAABCDEFGHIJKLMNOP'],
  ['a secret where its ARN belongs', `${container}.secrets.DB`, 'hunter2pw'],
  ['another with a sign in it', `${container}.secrets.DB`, '/P@ssw0rd!'],
  ['the ARN of anything else', `${container}.secrets.DB`, 'arn:aws:s3:::bucket/hunter2'],
  ['a secret option of a log driver', `${container}.logConfiguration.secretOptions.splunk-token`, 'hunter2'],
  ['the login of a registry', `${container}.repositoryCredentials.credentialsParameter`, 'hunter2'],
  [
    'the login of a file server',
    'volumes.data.fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter',
    'hunter2',
  ],
  ['a list of secrets', `${container}.secrets`, [{ name: 'DB', valueFrom: 'hunter2' }]],
  ['containers of one name', 'containerDefinitions', [{ secrets: [{ name: 'DB', valueFrom: 'hunter2' }] }]],
  ['text instead of an object', `${container}.logConfiguration`, 'hunter2'],
  ['text instead of a number', `${container}.cpu`, 'hunter2'],
  ['text instead of a list', `${container}.dnsServers`, 'hunter2'],
  ['a list of other things', `${container}.dnsServers`, [{ hunter2: 'hunter2' }]],
  ['an unknown value of an enumeration', `${container}.logConfiguration.logDriver`, 'hunter2'],
  ['a secret that is none', `${container}.secrets.DB`, 'postgres://web:hunter2@db/web'],
])('%s is hidden', (_, path, value) => {
  expect(redacted([{ path, before: null, after: value }])).toEqual([
    { path, before: null, after: '(hidden)' },
  ]);
});

test.each<[string, string, Json]>([
  ['an image', `${container}.image`, 'registry/web@sha256:00'],
  ['a number', `${container}.cpu`, 256],
  ['a switch', `${container}.essential`, false],
  ['ports', `${container}.portMappings`, [{ containerPort: 80 }]],
  ['the group of a log', `${container}.logConfiguration.options.awslogs-group`, '/ecs/web'],
  [
    'where a secret is',
    `${container}.secrets.DB_PASSWORD`,
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db',
  ],
  [
    'the ARN of a parameter',
    `${container}.logConfiguration.secretOptions.splunk-token`,
    'arn:aws-cn:ssm:cn-north-1:111122223333:parameter/web/splunk',
  ],
  ['the path of a parameter', `${container}.secrets.DB_PASSWORD`, '/web/db'],
  ['a log driver', `${container}.logConfiguration.logDriver`, 'awslogs'],
  ['settings of the kernel', `${container}.systemControls.net.core.somaxconn`, '1024'],
  ['restarts', `${container}.restartPolicy.ignoredExitCodes`, [0, 1]],
  ['what a task runs on', 'requiresCompatibilities', ['EC2', 'FARGATE']],
  ['a container that is named like a member', 'containerDefinitions.command.cpu', 256],
])('%s is shown', (_, path, value) => {
  expect(redacted([{ path, before: value, after: null }])).toEqual([{ path, before: value, after: null }]);
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
    { path: `${container}.environment`, before: '(hidden)', after: '(hidden)' },
  ]);
});

test.each<[string, Json, Json, string]>([
  ['added', null, 'x', 'added'],
  ['removed', 'x', null, 'removed'],
  ['changed', 'x', 'y', 'changed'],
])('a hidden value that was %s can be told', (_, before, after, expected) => {
  const [shown] = redacted([{ path: `${container}.environment.A`, before, after }]);
  expect(shown === undefined ? undefined : hiddenChange(shown)).toBe(expected);
});

test('a difference that is shown has no hidden change', () => {
  expect(hiddenChange({ path: `${container}.image`, before: 'a', after: 'b' })).toBeUndefined();
});

test.each<[string, Json]>([
  ['containerDefinitions.web.enviroment', [{ name: 'DB_PASSWORD', value: 'hunter2' }]],
  ['containerDefinitions.web.enviroment.DB_PASSWORD', 'hunter2'],
  ['containerDefinitions.web.logConfiguration.optons.splunk-tokn', 'hunter2'],
  ['enviroment', 'hunter2'],
  ['containerDefinitions', [{ name: 'web', enviroment: [{ name: 'DB', value: 'hunter2' }] }]],
])('of a member that ECS does not know nothing is shown: %s', (path, value) => {
  expect(redacted([{ path, before: value, after: null }])).toEqual([
    { path, before: '(hidden)', after: null },
  ]);
});

test.each<[string, Json]>([
  ['containerDefinitions.web.extraHosts.db.internal', '10.0.0.1'],
  ['containerDefinitions.web.mountPoints./data/a.b.sourceVolume', 'data'],
  ['containerDefinitions.web.systemControls.net.core.somaxconn', '1024'],
  ['volumes.data.efsVolumeConfiguration.fileSystemId', 'fs-1'],
])('a name with dots hides nothing: %s', (path, value) => {
  expect(redacted([{ path, before: value, after: null }])).toEqual([{ path, before: value, after: null }]);
});

test('a name that holds a value, as one without its quote does in YAML, is cut', () => {
  const path = `${container}.user":"hunter2"`;
  expect(redacted([{ path, before: 'x', after: null }])).toEqual([
    { path: `${container}.user…`, before: '(hidden)', after: null },
  ]);
});

test('a list whose items have no names has no members', () => {
  const path = `${container}.dnsServers.is`;
  expect(redacted([{ path, before: 'hunter2', after: null }])).toEqual([
    { path, before: '(hidden)', after: null },
  ]);
});

test.each([
  [2000, true],
  [2001, false],
])('a header of %i characters behind its first is looked through for a token: %j', (length, isSecret) => {
  expect(looksSecret(`bearer-eyJ${'a'.repeat(length)}.eyJb.c`)).toBe(isSecret);
});

test('a name of a million dots is looked at once', () => {
  const path = `${container}.secrets.${'.'.repeat(1_000_000)}`;
  expect(redacted([{ path, before: null, after: 'hunter2' }])).toEqual([
    { path, before: null, after: '(hidden)' },
  ]);
});
