import { expect, test } from '@jest/globals';
import { parseReference, registryUrl } from '../src/reference.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['web', { repository: 'web' }],
  ['team/web:v1', { repository: 'team/web', tag: 'v1' }],
  ['127.0.0.1:4566/web:v1', { registry: '127.0.0.1:4566', repository: 'web', tag: 'v1' }],
  [`localhost/web@${digest}`, { registry: 'localhost', repository: 'web', digest }],
  [
    `1.dkr.ecr.eu-west-1.amazonaws.com/team/web:v1@${digest}`,
    { registry: '1.dkr.ecr.eu-west-1.amazonaws.com', repository: 'team/web', tag: 'v1', digest },
  ],
])('%s is a reference', (text, expected) => {
  expect(parseReference(text)).toEqual({
    registry: undefined,
    tag: undefined,
    digest: undefined,
    ...expected,
  });
});

test.each([
  '',
  'Web',
  'web:',
  'web:a:b',
  'web@sha256:12',
  `web@${digest}@${digest}`,
  'host.com/../web',
  'web:-x',
])('`%s` is no reference', (text) => {
  expect(parseReference(text)).toBeUndefined();
});

test.each([
  ['127.0.0.1:5000', 'http://127.0.0.1:5000'],
  ['localhost', 'http://localhost'],
  ['[::1]:80', 'http://[::1]:80'],
  ['127.0.0.1.example.com', 'https://127.0.0.1.example.com'],
  ['1.dkr.ecr.eu-west-1.amazonaws.com', 'https://1.dkr.ecr.eu-west-1.amazonaws.com'],
])('the registry %s answers at %s', (host, url) => {
  expect(registryUrl(host)).toBe(url);
});
