import { expect, test } from '@jest/globals';
import { redacted } from '../src/redact.ts';

const container = 'containerDefinitions.web';

test.each([
  ['a password by its name', `${container}.environment.DB_PASSWORD`, 'harbour'],
  ['a key by its name', `${container}.environment.apiKey`, 'x'],
  ['an option by its name', `${container}.logConfiguration.options.splunk-token`, 'x'],
  ['a URL with a password', `${container}.environment.DATABASE`, 'postgres://web:hunter2@db/web'],
  ['a key block', `${container}.environment.CERT`, '-----BEGIN PRIVATE KEY-----\nabc'],
  ['an access key anywhere', `${container}.command`, ['login', 'AKIAABCDEFGHIJKLMNOP']],
  ['a number by its name', `${container}.environment.TOKEN`, 12],
])('%s is hidden', (_, path, value) => {
  expect(redacted([{ path, before: null, after: value }])).toEqual([
    { path, before: null, after: '(hidden)' },
  ]);
});

test.each([
  ['an image', `${container}.image`, 'registry/web@sha256:00'],
  ['a plain variable', `${container}.environment.LOG_LEVEL`, 'debug'],
  [
    'where a secret is',
    `${container}.secrets.DB_PASSWORD`,
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db',
  ],
  ['a container that is named for secrets', 'containerDefinitions.secret-store.cpu', 256],
])('%s is shown', (_, path, value) => {
  expect(redacted([{ path, before: value, after: null }])).toEqual([{ path, before: value, after: null }]);
});
