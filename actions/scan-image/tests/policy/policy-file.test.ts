import { describe, expect, test } from '@jest/globals';
import { oneLine } from '@slipway/action-kit/untrusted';
import { readPolicyFile } from '../../src/policy/policy-file.ts';
import { bytes, refusalOf } from '../refusals.ts';

const read = (text: string, file = 'policy.yml') => readPolicyFile(bytes(text), file);
const refusal = (text: string, file?: string) => refusalOf(() => read(text, file));
const day = 86_400_000;

describe('what is set', () => {
  test('every key, as YAML has it', async () => {
    const policy = await read(`# yaml-language-server: $schema=policy.schema.json
fail-on: {critical: 0, high: 5}
fixable-only: true
new-only: false
baseline: ecs:main/web
kev: fail
epss-above: 0.5
max-age:
  high: 30d
packages:
  - openssl*
  - '!openssl-dev'
paths: ['!test/*']
ignore-file: ignores.yml
ignore-max-age: 60d
vex-file: [a.json, b.json]
kev-file: kev.json
epss-file: epss.csv
on-unscannable: warn
on-timed-out: pass
on-not-configured: fail
timeout: 5m
`);
    expect(JSON.parse(JSON.stringify(policy, plain))).toEqual({
      failOn: [
        ['critical', 0],
        ['high', 5],
      ],
      fixableOnly: true,
      newOnly: false,
      baseline: { kind: 'service', cluster: 'main', service: 'web' },
      kev: 'fail',
      epssAbove: 0.5,
      maxAge: [['high', 30 * day]],
      packages: [
        { text: 'openssl*', excludes: false },
        { text: '!openssl-dev', excludes: true },
      ],
      paths: [{ text: '!test/*', excludes: true }],
      ignoreFile: 'ignores.yml',
      ignoreMaxAge: 60 * day,
      vexFile: ['a.json', 'b.json'],
      kevFile: 'kev.json',
      epssFile: 'epss.csv',
      onUnscannable: 'warn',
      onTimedOut: 'pass',
      onNotConfigured: 'fail',
      timeout: 300_000,
    });
  });

  test.each([
    [
      'the text of the input',
      'fail-on: |\n  critical: 0\n  high: 5\nfixable-only: "true"\nepss-above: "0.5"\n',
      'a.yml',
    ],
    [
      'a list of lines',
      'fail-on: ["critical: 0", "high: 5"]\nfixable-only: true\nepss-above: 0.5\n',
      'a.yml',
    ],
    [
      'JSON',
      '{"$schema": "x", "fail-on": {"critical": 0, "high": "5"}, "fixable-only": true, "epss-above": 0.5}',
      'a.json',
    ],
    [
      'a byte order mark and line ends of Windows',
      '\uFEFFfail-on:\r\n  critical: 0\r\n  high: 5\r\nfixable-only: true\r\nepss-above: 0.50\r\n',
      'a.yml',
    ],
    ['an anchor', 'fail-on: {critical: &few 0, high: 5}\nfixable-only: true\nepss-above: 0.5\n', 'a.yml'],
  ])('%s says the same', async (_, text, file) => {
    const { failOn, fixableOnly, epssAbove } = await read(text, file);
    expect([...(failOn ?? [])]).toEqual([
      ['critical', 0],
      ['high', 5],
    ]);
    expect({ fixableOnly, epssAbove }).toEqual({ fixableOnly: true, epssAbove: 0.5 });
  });

  test('what is not named is not set', async () => {
    expect(Object.keys(await read('kev: off'))).toEqual(['kev']);
  });
});

const plain = (_: string, value: unknown): unknown =>
  value instanceof Map ? [...(value as Map<string, unknown>)] : value;

const aFile = 'Give a YAML file whose keys are the inputs of scan-image from `fail-on` to `timeout`.';

describe('what is no policy at all', () => {
  test.each([
    ['', '', 'it is empty'],
    ['# nothing yet\n', ' has a mistake', 'line 1: it holds null instead of keys and values'],
    ['- kev\n', ' has a mistake', 'line 1: it holds a list instead of keys and values'],
    ['kev', ' has a mistake', 'line 1: it holds text instead of keys and values'],
    ['kev: warn\nkev: fail\n', ':2:1', 'this member stands twice'],
    ['kev: warn\n---\nkev: fail\n', ':2:1', 'it holds several documents'],
    ['fail-on:\n\tcritical: 0\n', ':2:1', 'tabs are not allowed as indentation'],
    [
      'kev: !!js/function x\n',
      ':1:6',
      'tags such as `!Sub` mean nothing here: write the value; if it is text, put the value in quotes',
    ],
    [
      'kev: *x\n',
      ':1:6',
      'a bare `*` stands for an anchor, and there is none of this name before it; if it is text, put the value in quotes',
    ],
  ])('%j', async (text, place, why) => {
    const what = place.startsWith(' ') ? place : `${place} can't be used`;
    expect(await refusal(text)).toMatchObject({
      kind: 'input',
      code: 'policy-invalid',
      message: `The policy file policy.yml${what}: ${why}. ${aFile}`,
    });
  });

  test('is told whatever the bytes are', async () => {
    const latin = Uint8Array.from([...bytes('kev: warn\npackages: ['), 0xe9, ...bytes(']\n')]);
    const { message } = await refusalOf(() => readPolicyFile(latin, 'policy.yml'));
    expect(message).toBe(`The policy file policy.yml:2:12 can't be used: it is not UTF-8 here. ${aFile}`);
    const large = await refusal(`kev: warn #${' '.repeat(1024 * 1024)}`);
    expect(large.message).toBe(
      `The policy file policy.yml can't be used: it has 1.0 MB, and 1 MB is the most that is read. ${aFile}`,
    );
    const bomb = Array.from(
      { length: 9 },
      (_, at) =>
        `l${String(at)}: &l${String(at)} [${Array.from({ length: 9 }, () => (at === 0 ? 'x' : `*l${String(at - 1)}`)).join(', ')}]`,
    );
    expect((await refusal(bomb.join('\n'))).message).toBe(
      `The policy file policy.yml can't be used: its aliases are resolved too often. ${aFile}`,
    );
  });
});

describe('what is wrong in one', () => {
  test.each<[string, string]>([
    ['fial-on: {high: 1}', 'there is no key `fial-on`; did you mean `fail-on`?'],
    ['failOn: {high: 1}', 'there is no key `failOn`; did you mean `fail-on`?'],
    [
      'something-else: 1',
      'there is no key `something-else`; the keys are fail-on, fixable-only, new-only, baseline, kev, epss-above, max-age, packages, paths, ignore-file, ignore-max-age, vex-file, kev-file, epss-file, on-unscannable, on-timed-out, on-not-configured, timeout.',
    ],
    // What says which image, or who may write where, is not for a file.
    [
      'mode: report',
      'there is no key `mode`; the keys are fail-on, fixable-only, new-only, baseline, kev, epss-above, max-age, packages, paths, ignore-file, ignore-max-age, vex-file, kev-file, epss-file, on-unscannable, on-timed-out, on-not-configured, timeout.',
    ],
    ['kev: on', '`kev` must be one of `off`, `warn`, `fail`, but was `on`.'],
    ['kev: false', '`kev` must be one of `off`, `warn`, `fail`, but was `false`.'],
    ['kev: [fail]', '`kev` must be one of `off`, `warn`, `fail`, but was a list.'],
    ['kev:', '`kev` must be one of `off`, `warn`, `fail`, but was null.'],
    ['kev: ""', '`kev` holds nothing: give it a value, or remove it.'],
    ['fail-on: {}', '`fail-on` holds nothing: give it a value, or remove it.'],
    ['fail-on: []', '`fail-on` holds nothing: give it a value, or remove it.'],
    ['fail-on: " "', '`fail-on` holds nothing: give it a value, or remove it.'],
    ['packages: []', '`packages` holds nothing: give it a value, or remove it.'],
    [
      'fail-on: {hihg: 1}',
      '`fail-on` must be a severity and a number such as `high: 0`, one a line, but was `hihg: 1` (the line `hihg: 1` is not: the severities are critical, high, medium, low, informational, undefined).',
    ],
    [
      'fail-on: {high: -1}',
      '`fail-on` must be a severity and a number such as `high: 0`, one a line, but was `high: -1` (the line `high: -1` is not).',
    ],
    [
      'fail-on: {high: null}',
      '`fail-on` must be a severity and a number such as `high: 0`, one a line, but was `high: null` (the line `high: null` is not).',
    ],
    ['fail-on: {high: [1]}', 'an item of `fail-on` must be a text of one line.'],
    ['fail-on: {high: "1\\ncritical: 9"}', 'an item of `fail-on` must be a text of one line.'],
    ['fail-on: 5', '`fail-on` must be a severity and a number such as `high: 0`, one a line, but was `5`.'],
    [
      'fail-on: ["high: 1", "high: 2"]',
      '`fail-on` must be a severity and a number such as `high: 0`, one a line, but was `high: 1 high: 2` (`high` is given twice).',
    ],
    ['fixable-only: 1', '`fixable-only` must be `true` or `false`, but was `1`.'],
    ['fixable-only: yes', '`fixable-only` must be `true` or `false`, but was `yes`.'],
    [
      'epss-above: 50%',
      '`epss-above` must be a probability from 0 to 1 such as `0.5`, but was `50%` (it is no percentage: 50 % is `0.5`).',
    ],
    [
      'epss-above: 50',
      '`epss-above` must be a probability from 0 to 1 such as `0.5`, but was `50` (it is no percentage: 50 % is `0.5`).',
    ],
    ['timeout: 10', '`timeout` must be a duration such as 90s, 15m, 2h or 30d, but was `10`.'],
    [
      'packages: {a: b}',
      '`packages` must be a pattern such as `openssl*`, or `!openssl*` for all but those, one a line, but was an object.',
    ],
    ['packages: [a, 7]', 'an item of `packages` must be a text of one line.'],
    ['packages: [a, ""]', 'an item of `packages` must be a text of one line.'],
    ['ignore-file: 7', '`ignore-file` must be text, but was `7`.'],
    [
      '__proto__: {kev: off}',
      'there is no key `__proto__`; the keys are fail-on, fixable-only, new-only, baseline, kev, epss-above, max-age, packages, paths, ignore-file, ignore-max-age, vex-file, kev-file, epss-file, on-unscannable, on-timed-out, on-not-configured, timeout.',
    ],
    [
      'constructor: off',
      'there is no key `constructor`; the keys are fail-on, fixable-only, new-only, baseline, kev, epss-above, max-age, packages, paths, ignore-file, ignore-max-age, vex-file, kev-file, epss-file, on-unscannable, on-timed-out, on-not-configured, timeout.',
    ],
  ])('%s', async (text, words) => {
    expect((await refusal(text)).lines).toEqual([`1: ${words}`]);
  });

  test('all of it is said at once, in the order of the lines', async () => {
    const refused = await refusal(
      'fial-on: 1\nfail-on:\n  critical: 0\n  high: many\npackages:\n  - openssl\n  - "!"\n',
    );
    expect(refused).toEqual({
      kind: 'input',
      code: 'policy-invalid',
      message: `The policy file policy.yml has 3 mistakes: line 1: there is no key \`fial-on\`; did you mean \`fail-on\`?; and 2 more. ${aFile}`,
      lines: [
        '1: there is no key `fial-on`; did you mean `fail-on`?',
        '4: `fail-on` must be a severity and a number such as `high: 0`, one a line, but was `high: many` (the line `high: many` is not).',
        '7: `packages` must be a pattern such as `openssl*`, or `!openssl*` for all but those, one a line, but was `!` (the line `!` is not: nothing stands in it).',
      ],
    });
  });

  test('a thousand mistakes are counted, and fifty are shown', async () => {
    const { message, lines } = await refusal(
      Array.from({ length: 1000 }, (_, at) => `k${String(at)}: 1`).join('\n'),
    );
    expect(message).toContain('has 1000 mistakes');
    expect(lines.length).toBe(50);
  });

  test('hostile text stays text', async () => {
    const hostile = '"\\e[31m::error::x\\n<img src=x>`|**x**' + 'y'.repeat(500_000) + '"';
    const { message, lines } = await refusal(`kev: ${hostile}\n${hostile}: 1\n`);
    for (const text of [message, ...lines]) {
      expect(text.length).toBeLessThan(1500);
      expect(text).toBe(oneLine(text, 2000));
    }
  });
});
