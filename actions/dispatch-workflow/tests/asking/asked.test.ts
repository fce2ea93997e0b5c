import { describe, expect, test } from '@jest/globals';
import { targetOf, type Asked } from '../../src/asking/asked.ts';

const usual: Asked = {
  workflow: 'release.yml',
  eventType: undefined,
  ref: undefined,
  inputs: undefined,
  clientPayload: undefined,
  wait: true,
  timeout: 1000,
  cancelOnTimeout: false,
  cancelOnCancel: false,
  markerInput: 'correlation-id',
  onlyOnce: undefined,
  when: 'yes',
  dryRun: false,
};
const event = { workflow: undefined, eventType: 'ship' };
const place = { repository: 'team/web', ref: 'refs/heads/main' };
const target = (change: Partial<Asked>) => targetOf({ ...usual, ...change }, place);

const correct = 'Correct it under `with:` of this step. Nothing was started.';

describe('what a workflow is given', () => {
  test.each([
    ['lines', 'a=1\nb=x=y\nc=', { a: '1', b: 'x=y', c: '' }],
    ['lines whose value holds a colon', 'a=x: y', { a: 'x: y' }],
    ['YAML', 'version: 1.10\ndry: true\ntext: "a: b"', { version: '1.10', dry: 'true', text: 'a: b' }],
    ['YAML with an equals sign', 'query: a=b', { query: 'a=b' }],
    ['YAML of several lines', 'notes: |-\n  one\n  two', { notes: 'one\ntwo' }],
    ['JSON', '{"a":"1","b":true,"c":1.10}', { a: '1', b: 'true', c: '1.10' }],
    ['nothing', '{}', {}],
  ])('as %s is read', async (_, inputs, expected) => {
    expect(await target({ inputs })).toMatchObject({ inputs: expected });
  });

  const many = (count: number): string =>
    Array.from({ length: count }, (_, index) => `k${String(index)}=v`).join('\n');

  test('25 are taken', async () => {
    await expect(target({ inputs: many(25) })).resolves.toBeDefined();
  });

  test.each([
    [many(26), '`inputs` holds 26 inputs, and GitHub takes 25'],
    ['a=1\na=2', "`inputs` can't be read: this member stands twice (line 2 of it)"],
    [`a=${'x'.repeat(65_535)}`, '`inputs` holds 65543 characters, and GitHub takes 65535'],
    ['{"a":[1]}', "`inputs` can't be read: the value of `a` is a list, and must be text (line 1 of it)"],
    [
      'a:\nb: 1',
      "`inputs` can't be read: the value of `a` is null, and must be text: write '' for an empty one (line 1 of it)",
    ],
    ['just words', "`inputs` can't be read: this line is not `KEY=VALUE` (line 1 of it)"],
    [
      '{',
      "`inputs` can't be read: expected a member name in double quotes, but found the end of the file (line 1 of it)",
    ],
  ])('%.20s is refused', async (inputs, problem) => {
    await expect(target({ inputs })).rejects.toThrow(`An input is wrong: ${problem}. ${correct}`);
  });
});

describe('what an event carries', () => {
  test.each([
    ['{"a":{"b":[1,true,null]}}', { a: { b: [1, true, null] } }],
    ['a:\n  b: 2\nc: text', { a: { b: 2 }, c: 'text' }],
  ])('%j is read', async (clientPayload, expected) => {
    expect(await target({ ...event, clientPayload })).toEqual({
      kind: 'event',
      repository: 'team/web',
      eventType: 'ship',
      clientPayload: expected,
    });
  });

  const members = (count: number): string =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${String(index)}`, 1])));

  test('ten members are taken', async () => {
    await expect(target({ ...event, clientPayload: members(10) })).resolves.toBeDefined();
  });

  test.each([
    [
      members(11),
      '`client-payload` has 11 members at its top, and GitHub takes 10: put them under one of them',
    ],
    ['[1]', '`client-payload` must be an object, but is a list'],
    [
      JSON.stringify({ a: 'é'.repeat(32_764) }),
      '`client-payload` has 65536 bytes, and GitHub takes less than 64 KB',
    ],
  ])('%.20s is refused', async (clientPayload, problem) => {
    await expect(target({ ...event, clientPayload })).rejects.toThrow(problem);
  });
});

test('a pull request has no ref that an event would need', async () => {
  const pull = { repository: 'team/web', ref: 'refs/pull/1/merge' };
  await expect(targetOf({ ...usual, ...event }, pull)).resolves.toMatchObject({ kind: 'event' });
});

test.each<[string, Partial<Asked>, string]>([
  ['neither workflow nor event', { workflow: undefined }, '`workflow` must be set'],
  ['both', { eventType: 'ship' }, 'only one of `workflow` and `event-type` can be set'],
  ['inputs of an event', { ...event, inputs: 'a=1' }, '`inputs` goes with `workflow`'],
  ['a ref of an event', { ...event, ref: 'main' }, '`ref` goes with `workflow`'],
  ['a payload of a workflow', { clientPayload: '{}' }, '`client-payload` goes with `event-type`'],
  [
    'cancelling without waiting',
    { wait: false, cancelOnTimeout: true },
    '`cancel-on-timeout` needs `wait: true`',
  ],
  [
    'cancelling without waiting',
    { wait: false, cancelOnCancel: true },
    '`cancel-on-cancel` needs `wait: true`',
  ],
])('%s is refused', async (_, change, problem) => {
  await expect(target(change)).rejects.toThrow(problem);
});

test.each([
  ['{version: 1.10, level: minor}', { version: '1.10', level: 'minor' }],
  ['{"version": 1.10}', { version: '1.10' }],
])('inputs in braces are JSON or YAML: %s', async (inputs, expected) => {
  expect(await target({ inputs })).toMatchObject({ inputs: expected });
});

test.each([
  ["{ image: { tag: '1.10' }, urgent: true }", { image: { tag: '1.10' }, urgent: true }],
  ['{"a": 1}', { a: 1 }],
])('a payload in braces is JSON or YAML: %s', async (clientPayload, expected) => {
  expect(await target({ ...event, clientPayload })).toMatchObject({ clientPayload: expected });
});

test('what is neither is told as JSON, which it looks like', async () => {
  await expect(target({ inputs: '{"a": ' })).rejects.toThrow(
    "`inputs` can't be read: expected the value of a member",
  );
});

test('all that is wrong is said at once', async () => {
  const all = target({
    ref: 'a'.repeat(40),
    inputs: '{',
    clientPayload: '{}',
    wait: false,
    cancelOnCancel: true,
  });
  await expect(all).rejects.toThrow(/^4 inputs are wrong: /);
});
