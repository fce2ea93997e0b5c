import { describe, expect, test } from '@jest/globals';
import { readInputs } from '@slipway/action-kit/inputs';
import { inputs, type Inputs } from '../src/inputs.ts';

const read = (variables: string, more: Readonly<Record<string, string>> = {}): Inputs =>
  readInputs(inputs, (name) => ({ variables, token: 'secret', 'dry-run': 'false', ...more })[name] ?? '');

describe('variables', () => {
  test.each([
    [
      'lines',
      'A=1\n\n  B=two words\n',
      [
        ['A', '1'],
        ['B', 'two words'],
      ],
    ],
    ['a value with more `=`', 'A=x=y==', [['A', 'x=y==']]],
    ['an empty value', 'A=', [['A', '']]],
    [
      'JSON',
      '{"A":"1","B":"two\\nlines"}',
      [
        ['A', '1'],
        ['B', 'two\nlines'],
      ],
    ],
    ['an empty object', '{}', []],
  ])('%s are read', (_, text, expected) => {
    expect(read(text).variables.map(({ name, value }) => [name, value])).toEqual(expected);
  });

  const must =
    'An input is wrong: `variables` must be `KEY=VALUE`, one a line, or one JSON object of strings, but was';
  const correct = 'Correct it under `with:` of this step. Nothing was changed.';

  test.each([
    ['A', `${must} \`A\` (the line \`A\` is not). ${correct}`],
    ['=x', `${must} \`=x\` (the line \`=x\` is not). ${correct}`],
    ['{"A":1}', `${must} \`{"A":1}\` (the value of \`A\` is not a string: quote it). ${correct}`],
    ['{"A":{}}', `${must} \`{"A":{}}\` (the value of \`A\` is not a string: quote it). ${correct}`],
  ])('%s is refused', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test('broken JSON is refused with the place', () => {
    expect(() => read('{"A":')).toThrow('(Unexpected end of JSON input)');
  });
});

test('everything that is wrong is said at once, and the token is not shown', () => {
  const message = (() => {
    try {
      read('', { token: '', repository: 'web', 'dry-run': 'yes' });
      return '';
    } catch (error) {
      return String(error);
    }
  })();
  expect(message).toBe(
    'Failure: 4 inputs are wrong: `variables` must be `KEY=VALUE`, one a line, or one JSON object of strings, but was not set; `repository` must be a repository as `owner/name`, but was `web`; `token` must be a secret, but was not set; `dry-run` must be `true` or `false`, but was `yes`. Correct it under `with:` of this step. Nothing was changed.',
  );
});
