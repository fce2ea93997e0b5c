import { describe, expect, test } from '@jest/globals';
import { Failure } from '../src/failures.ts';
import { camelCase, optional, readInputs, required, wrongInputs, type InputRow } from '../src/inputs.ts';
import { boolean, duration, refined, secretText, text, Unreadable, wholeNumber } from '../src/parsers.ts';

const from =
  (given: Readonly<Record<string, string>>) =>
  (name: string): string =>
    given[name] ?? '';

function failureOf(
  table: Readonly<Record<string, InputRow<unknown>>>,
  given: Readonly<Record<string, string>>,
): Failure {
  try {
    readInputs(table, from(given));
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('It was read.');
}

test('names become camel case, values domain types, absence undefined', () => {
  const table = {
    service: required(text),
    'health-check-url': optional(text),
    timeout: required(duration),
    'dry-run': required(boolean),
  };
  expect(readInputs(table, from({ service: ' web ', timeout: '90s', 'dry-run': 'false' }))).toEqual({
    service: 'web',
    healthCheckUrl: undefined,
    timeout: 90_000,
    dryRun: false,
  });
});

test.each([
  ['a', 'a'],
  ['dry-run', 'dryRun'],
  ['health-check-url', 'healthCheckUrl'],
  ['s3-key-2', 's3Key2'],
])('%s is %s in camel case', (name, expected) => {
  expect(camelCase(name)).toBe(expected);
});

describe('what is wrong is said in full', () => {
  test.each([
    [
      { service: '' },
      'An input is wrong: `service` must be text, but was not set. Correct it under `with:` of this step. Nothing was changed.',
    ],
    [
      { service: 'web', timeout: 'soon' },
      'An input is wrong: `timeout` must be a duration such as 90s, 15m, 2h or 30d, but was `soon`. ' +
        'Correct it under `with:` of this step. Nothing was changed.',
    ],
    [
      { timeout: 'soon' },
      '2 inputs are wrong: `service` must be text, but was not set; `timeout` must be a duration such as 90s, 15m, 2h or 30d, but was `soon`. ' +
        'Correct it under `with:` of this step. Nothing was changed.',
    ],
  ])('%j', (given, message) => {
    const failure = failureOf({ service: required(text), timeout: optional(duration) }, given);
    expect(failure).toMatchObject({ kind: 'input', code: 'input-invalid', message });
  });

  test('with the reason, when the parser has one', () => {
    const even = refined(wholeNumber(0), 'an even number', () => {
      throw new Unreadable('odd numbers do not pair');
    });
    expect(failureOf({ count: required(even) }, { count: '3' }).why).toBe(
      '`count` must be an even number, but was `3` (odd numbers do not pair)',
    );
  });

  test('on one line and not for ever, whatever the value is', () => {
    const { why = '' } = failureOf({ wait: required(boolean) }, { wait: `a\n::error::b${'x'.repeat(500)}` });
    expect(why).not.toContain('\n');
    expect(why.length).toBeLessThan(300);
  });
});

test('a secret that is wrong is named but never shown', () => {
  const token = refined(secretText, 'a token that starts with `ghs_`', () => {
    throw new Unreadable();
  });
  const { message } = failureOf({ token: required(token) }, { token: 'hunter2' });
  expect(message).toContain('`token` must be a token that starts with `ghs_`.');
  expect(message).not.toContain('hunter2');
});

test('a secret that is not set may be an empty one', () => {
  const table = { token: required(secretText), name: required(text) };
  expect(failureOf(table, {}).why).toBe(
    `\`token\` must be ${secretText.expects}, but was not set, or the secret behind it is empty (is it set here, and is this the pull request of a fork, which gets none?); \`name\` must be ${text.expects}, but was not set`,
  );
});

test('an error that no parser meant to throw comes through as it is', () => {
  const broken = refined(text, 'text', () => {
    throw new RangeError('bug');
  });
  expect(() => readInputs({ a: required(broken) }, from({ a: 'x' }))).toThrow(new RangeError('bug'));
});

test('inputs that do not go together are one failure', () => {
  expect(wrongInputs(['`a` and `b` exclude each other']).message).toBe(
    'An input is wrong: `a` and `b` exclude each other. Correct it under `with:` of this step. Nothing was changed.',
  );
});
