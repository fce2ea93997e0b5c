import { expect, test } from '@jest/globals';
import { permanenceOf } from '../src/looking/permanent-causes.ts';

const registry = '1.dkr.ecr.eu-west-1.amazonaws.com';

test.each([
  `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${registry}/api/orders:nope: ${registry}/api/orders:nope: not found`,
  `CannotPullContainerError: failed to resolve ref ${registry}/web:build-512: not found`,
  `CannotPullContainerError: failed to resolve ref ${registry}/timeout/web:temporary: not found`,
  'CannotPullContainerError: manifest for web:nope not found: manifest unknown: Requested image not found',
  'CannotPullContainerError: Error response from daemon: pull access denied for team/web, repository does not exist or may require docker login',
  'CannotPullContainerError: User: arn:aws:sts::111122223333:assumed-role/web is not authorized to perform: ecr:BatchGetImage',
  "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
  'CannotPullContainerError: no match for platform in manifest: not found',
  'CannotPullContainerError: invalid reference format',
])('%s is hopeless at the first time', (reason) => {
  expect(permanenceOf(reason)).toBe('after-one');
});

test.each([
  "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: service call has been retried 1 time(s): ResourceNotFoundException: Secrets Manager can't find the specified secret.",
  'ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue',
  'ResourceInitializationError: unable to retrieve secrets from ssm: invalid ssm parameters: /web/database',
  'ResourceInitializationError: failed to validate logger args: The specified log group does not exist',
  'CannotStartContainerError: exec: "web": executable file not found in $PATH',
  'CannotStartContainerError: no command specified in image',
  'exec /app/web: exec format error',
  'exec: "/app/web.sh": permission denied',
])('%s is hopeless when it repeats', (reason) => {
  expect(permanenceOf(reason)).toBe('after-two');
});

test.each([
  'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: context deadline exceeded',
  'CannotPullContainerError: context canceled',
  'CannotPullContainerError: failed to register layer: no space left on device',
  'CannotPullContainerError: dial tcp: lookup registry-1.docker.io: no such host',
  `CannotPullContainerError: failed to resolve ref ${registry}/web:1: dial tcp 10.0.3.17:443: i/o timeout`,
  `CannotPullContainerError: failed to resolve ref ${registry}/not-found/access-denied: unexpected status code 503 Service Unavailable`,
  'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit',
  'CannotPullContainerError: Error response from daemon: net/http: TLS handshake timeout',
  'CannotPullContainerError: pull access denied, toomanyrequests',
  'CannotPullContainerError: unexpected EOF',
  'ResourceInitializationError: unable to pull secrets or registry auth: RequestCanceled: request context canceled caused by: context deadline exceeded',
  'ResourceInitializationError: failed to fetch secret arn:aws:secretsmanager:eu-west-1:1:secret:AccessDenied: RequestError: send request failed',
  'CannotStartContainerError: bind for 0.0.0.0:8080 failed: port is already allocated',
  'OutOfMemoryError: Container killed due to memory usage',
  '',
])('%s may pass', (reason) => {
  expect(permanenceOf(reason)).toBe('no');
});
