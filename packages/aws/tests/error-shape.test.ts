/** What an error is, by its shape: the SDK's, the network's, and those of another realm. */
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import {
  deniedAction,
  errorMessage,
  errorName,
  isDenied,
  isThrottled,
  isTransient,
  isUnreachable,
} from '../src/error-shape.ts';

const named = (name: string, more: object = {}): Error => Object.assign(new Error('said'), { name, ...more });
const http = (status: number): Error => named('Whatever', { $metadata: { httpStatusCode: status } });

describe('the name of an error', () => {
  test.each<[string, unknown, string]>([
    ['the SDK’s own', named('ServiceNotFoundException'), 'ServiceNotFoundException'],
    [
      'the code of an error of Node',
      Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    [
      'the code of several addresses that all refuse',
      Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    [
      'the code of a URL that is none',
      Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' }),
      'ERR_INVALID_URL',
    ],
    ['the SDK’s own, though it has a code', named('TimeoutError', { code: 'ECONNRESET' }), 'TimeoutError'],
    ['Error, when it has nothing else', new Error('no'), 'Error'],
    ['what an object says that is no Error', { name: 'ThrottlingException' }, 'ThrottlingException'],
    ['Unknown for a text', 'no', 'Unknown'],
    ['Unknown for nothing', undefined, 'Unknown'],
  ])('is %s', (_, error, name) => {
    expect(errorName(error)).toBe(name);
  });

  test('is read from an error of another realm, which is no instance of this one’s Error', () => {
    const foreign: unknown = runInNewContext(
      "Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' })",
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect(errorName(foreign)).toBe('ThrottlingException');
    expect(errorMessage(foreign)).toBe('Rate exceeded');
    expect(isThrottled(foreign)).toBe(true);
  });
});

describe('what is worth another attempt', () => {
  test.each([
    'ThrottlingException',
    'Throttling',
    'ThrottledException',
    'TooManyRequestsException',
    'RequestLimitExceeded',
    'SlowDown',
    'TimeoutError',
    'RequestTimeout',
    'ECONNRESET',
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EPIPE',
  ])('%s', (name) => {
    expect(isTransient(named(name))).toBe(true);
  });

  test.each([429, 500, 502, 503, 504])('HTTP %i', (status) => {
    expect(isTransient(http(status))).toBe(true);
  });

  test.each([
    'AccessDeniedException',
    'ExpiredTokenException',
    'UnrecognizedClientException',
    'ValidationException',
    'InvalidParameterException',
    'ClientException',
    'ServiceNotFoundException',
    'CredentialsProviderError',
    'LimitExceededException',
  ])('is not %s', (name) => {
    expect(isTransient(named(name, { $metadata: { httpStatusCode: 400 } }))).toBe(false);
  });

  test.each([400, 403, 404, 501])('is not HTTP %i', (status) => {
    expect(isTransient(http(status))).toBe(false);
  });
});

test('only what never made a connection was certainly not heard', () => {
  expect(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].every((name) => isUnreachable(named(name)))).toBe(true);
  expect(['ECONNRESET', 'ETIMEDOUT', 'TimeoutError'].some((name) => isUnreachable(named(name)))).toBe(false);
});

test('HTTP 429 is throttling, whatever it is called', () => {
  expect(isThrottled(http(429))).toBe(true);
});

describe('a denial', () => {
  const sentence = 'User: arn:x is not authorized to perform: iam:PassRole on resource: arn:y';

  test('names the action that is missing, which need not be the one of the call', () => {
    expect(deniedAction({ name: 'AccessDeniedException', message: sentence })).toBe('iam:PassRole');
    expect(deniedAction({ name: 'AccessDeniedException', message: 'no' })).toBeUndefined();
  });

  test('is one even when ECS calls it a client’s error', () => {
    expect(isDenied({ name: 'ClientException', message: sentence })).toBe(true);
    expect(isDenied({ name: 'ClientException', message: 'Role is not valid' })).toBe(false);
  });
});
