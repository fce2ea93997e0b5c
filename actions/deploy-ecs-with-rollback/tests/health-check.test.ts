/** The inputs of the health check: each form of a line, and the sentence that refuses what is none. */
import { describe, expect, test } from '@jest/globals';
import { settingsOf } from '../src/settings.ts';
import { given } from './world.ts';

const url = 'https://web.example/health';
const expectOf = (lines: string) =>
  settingsOf(given({ 'health-check-url': url, 'health-check-expect': lines })).request.healthCheck?.expect;
const ok = { kind: 'status', ranges: [[200, 200]] };

test('the check is made of its four inputs', () => {
  const values = { 'health-check-url': url, 'health-check-attempts': '2', 'health-check-interval': '3s' };
  expect(settingsOf(given(values)).request.healthCheck).toEqual({
    url,
    expect: [ok],
    attempts: 2,
    interval: 3000,
  });
});

test.each<[string, unknown[]]>([
  ['204', [{ kind: 'status', ranges: [[204, 204]] }]],
  [
    '200-299, 304',
    [
      {
        kind: 'status',
        ranges: [
          [200, 299],
          [304, 304],
        ],
      },
    ],
  ],
  ['text: all systems go', [ok, { kind: 'text', text: 'all systems go' }]],
  ['/^ok|fine$/im', [ok, { kind: 'matches', pattern: { source: '^ok|fine$', flags: 'im' } }]],
  ['/a/b/', [ok, { kind: 'matches', pattern: { source: 'a/b', flags: '' } }]],
  ['$.status = ok', [ok, { kind: 'json', path: ['status'], value: 'ok' }]],
  ['$.checks[0].count=3', [ok, { kind: 'json', path: ['checks', 0, 'count'], value: 3 }]],
  ['$["a.b"].version = "3"', [ok, { kind: 'json', path: ['a.b', 'version'], value: '3' }]],
  ['$.a-b = null', [ok, { kind: 'json', path: ['a-b'], value: null }]],
  [
    '200-204\ntext: ok',
    [
      { kind: 'status', ranges: [[200, 204]] },
      { kind: 'text', text: 'ok' },
    ],
  ],
])('%s', (lines, expected) => {
  expect(expectOf(lines)).toEqual(expected);
});

const forms =
  'must be statuses such as `200` or `200-299, 304`, `text: …`, `/pattern/flags`, or `$.path = value`, one a line';

test.each([
  ['okay', 'the line `okay` is not'],
  ['2000', 'the line `2000` is not: a status is a number from 100 to 599'],
  ['299-200', 'the line `299-200` is not: a range begins with the smaller status'],
  ['text:', 'the line `text:` is not: a text follows `text:`'],
  ['/open', 'the line `/open` is not: a pattern ends with `/` and its flags'],
  ['/a/g', 'the line `/a/g` is not: the flags of a pattern are among i, m, s and u'],
  ['$.a', 'the line `$.a` is not: a path is like `$.checks[0].state`, and ` = value` follows it'],
  ['$ = 3', 'the line `$ = 3` is not: a path is like `$.checks[0].state`, and ` = value` follows it'],
  ['$..a = 3', 'the line `$..a = 3` is not: a path is like `$.checks[0].state`, and ` = value` follows it'],
])('%s is refused in words', (line, why) => {
  expect(() => expectOf(line)).toThrow(why);
  expect(() => expectOf(line)).toThrow(forms);
});

test('a pattern that is none is refused', () => {
  expect(() => expectOf('/(/')).toThrow('Invalid regular expression');
});

describe('the address', () => {
  test.each(['ftp://web.example', 'web.example', 'file:///etc/passwd', 'https://'])(
    '%s is refused',
    (value) => {
      expect(() => given({ 'health-check-url': value })).toThrow(
        '`health-check-url` must be an address that begins with http:// or https://',
      );
    },
  );

  test('is not shown when it is wrong: it may hold a login', () => {
    const read = (): string => {
      try {
        given({ 'health-check-url': 'htps://user:geheim@web.example' });
        return 'it was taken';
      } catch (error) {
        return String(error);
      }
    };
    expect(read()).toContain('`health-check-url` must be');
    expect(read()).not.toContain('geheim');
  });
});

test.each([
  [{ 'health-check-url': url }, 'health-check-url'],
  [{ alarms: 'web-5xx' }, 'alarms'],
  [{ 'bake-time': '5m' }, 'bake-time'],
])('%j needs somebody who waits', (values, name) => {
  expect(() => settingsOf(given({ ...values, 'wait-for-service-stability': 'false' }))).toThrow(
    `\`${name}\` needs \`wait-for-service-stability: true\``,
  );
});

test('alarms come one a line, each once', () => {
  expect(settingsOf(given({ alarms: 'web-5xx\nslow one\nweb-5xx' })).request.alarms).toEqual([
    'web-5xx',
    'slow one',
  ]);
});
