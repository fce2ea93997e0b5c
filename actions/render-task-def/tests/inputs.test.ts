import { describe, expect, test } from '@jest/globals';
import { Unreadable } from '@slipway/action-kit/parsers';
import { environmentVariables } from '../src/environment-variables.ts';
import { containerImage, isPinned } from '../src/image-source.ts';
import { requestOf } from '../src/request.ts';
import { digest, given } from './world.ts';

const wrong = (why: string): Error =>
  new Error(`An input is wrong: ${why}. Correct it under \`with:\` of this step. Nothing was changed.`);

describe('the template', () => {
  const arn = 'arn:aws-eusc:ecs:eusc-de-east-1:111122223333:task-definition/web:7';
  const file = { 'task-definition': 'web.json' };
  test.each([
    [file, { input: 'task-definition', source: { kind: 'file', path: 'web.json' }, unread: [] }],
    [
      { 'task-definition-family': 'web' },
      { input: 'task-definition-family', source: { kind: 'registered', reference: 'web' }, unread: [] },
    ],
    [
      { 'task-definition-family': 'web', 'task-definition-revision': '7' },
      { input: 'task-definition-family', source: { kind: 'registered', reference: 'web:7' }, unread: [] },
    ],
    [
      { 'task-definition-arn': arn },
      { input: 'task-definition-arn', source: { kind: 'registered', reference: arn }, unread: [] },
    ],
  ])('%j', (values, expected) => {
    expect(requestOf(given(values)).template).toEqual(expected);
  });

  test.each([
    [{ ...file, 'task-definition-arn': arn }, 'task-definition', ['task-definition-arn']],
    [
      { ...file, 'task-definition-family': 'web', 'task-definition-revision': '7' },
      'task-definition',
      ['task-definition-family', 'task-definition-revision'],
    ],
    [
      { 'task-definition-arn': arn, 'task-definition-family': 'web' },
      'task-definition-arn',
      ['task-definition-family'],
    ],
    [
      { 'task-definition-arn': arn, 'task-definition-revision': '7' },
      'task-definition-arn',
      ['task-definition-revision'],
    ],
  ])(
    'of several the first counts, and the others are known to be set in vain: %j',
    (values, input, unread) => {
      expect(requestOf(given(values)).template).toMatchObject({ input, unread });
    },
  );
});

describe('what can not stand together', () => {
  const file = { 'task-definition': 'web.json' };
  test.each([
    [
      {},
      'one of `task-definition`, `task-definition-arn`, `task-definition-family` must be set, but none is',
    ],
    [{ 'task-definition-revision': '7' }, '`task-definition-revision` needs `task-definition-family`'],
    [{ ...file, repository: 'web' }, '`repository` needs `digest`'],
    [{ ...file, digest }, '`digest` needs `repository`'],
    [
      { ...file, image: 'nginx', repository: 'web', digest },
      '`image` can not stand together with `repository` and `digest`',
    ],
    [
      { ...file, 'container-name': 'web' },
      '`container-name` is set, but nothing for it: `image`, `repository` and `digest`, `environment-variables` or another input for a container (an output that holds a masked value arrives empty)',
    ],
    [{ ...file, images: 'web=a\nweb=b' }, '`images` names the container web twice'],
  ])('%j', (values, why) => {
    expect(() => requestOf(given(values))).toThrow(wrong(why));
  });
});

test.each([',', ' , ,'])('%j as `container-name` is refused, because it names no container', (value) => {
  expect(() => given({ 'container-name': value, image: 'nginx' })).toThrow(
    wrong(
      `\`container-name\` must be names of containers, separated by commas, or \`*\` for all, but was \`${value.trim()}\` (there is no name between the commas)`,
    ),
  );
});

describe('images by container', () => {
  test.each([
    ['web=nginx:1.29', { container: 'web', source: { kind: 'given', image: 'nginx:1.29' } }],
    [
      `web=ecr:team/web@${digest}`,
      { container: 'web', source: { kind: 'ecr', repository: 'team/web', digest } },
    ],
  ])('%s', (line, expected) => {
    expect(containerImage.read(line)).toEqual(expected);
  });

  test.each([
    'web',
    'web=',
    'web=two words',
    'web=ecr:team/web',
    'web=ecr:team/web:v1',
    'web=ecr:Team@sha256:1',
  ])('%s is refused', (line) => {
    expect(() => containerImage.read(line)).toThrow(Unreadable);
  });

  test('the refusal says what is wrong with which part', () => {
    expect(() => given({ images: 'web=ecr:team/web@v1' })).toThrow(
      wrong(
        '`images` must be `container=image` or `container=ecr:repository@digest`, one a line, but was `web=ecr:team/web@v1` (the line `web=ecr:team/web@v1` is not: `v1` is not a digest: `sha256:` and 64 hexadecimal digits)',
      ),
    );
  });

  test('only a digest pins an image', () => {
    expect(isPinned(`web@${digest}`)).toBe(true);
    expect(isPinned(`web:v1@${digest}`)).toBe(true);
    expect(isPinned('web:v1')).toBe(false);
    expect(isPinned('web@sha256:12')).toBe(false);
  });
});

describe('environment variables', () => {
  test.each([
    ['plain lines', 'A=1\n\n  B=x=y z  \nC=', { A: '1', B: 'x=y z', C: '' }],
    [
      'a quoted value over lines',
      'KEY="-----BEGIN\nabc\n-----END"\nB=2',
      { KEY: '-----BEGIN\nabc\n-----END', B: '2' },
    ],
    [
      'escapes in quotes alone',
      'A="say \\"hi\\"\\n\\\\ \\d"\nB=x\\n"y"',
      { A: 'say "hi"\n\\ \\d', B: 'x\\n"y"' },
    ],
    ['Windows line ends', 'A=1\r\nB="2"\r\n', { A: '1', B: '2' }],
    ['white space before the equals sign', 'A =1\n B\t="2"', { A: '1', B: '2' }],
    ['white space before a quoted value', 'A= "x"\nB=\t" y "', { A: 'x', B: ' y ' }],
    ['white space before a plain one, which the aws-actions keep too', 'A= x "y"', { A: ' x "y"' }],
    ['names with dots', 'spring.datasource.url=jdbc:x', { 'spring.datasource.url': 'jdbc:x' }],
    [
      'a key on one line',
      'A=-----BEGIN KEY-----\\nabc==\\n-----END KEY-----\nB=1',
      { A: '-----BEGIN KEY-----\\nabc==\\n-----END KEY-----', B: '1' },
    ],
    ['a JSON object', '{"A": "1", "B": ""}', { A: '1', B: '' }],
  ])('%s', (_, text, expected) => {
    expect(Object.fromEntries(environmentVariables.read(text))).toEqual(expected);
  });

  const severalLines = 'begins a value of several lines, which must stand in double quotes';

  test.each([
    ['a line without =', 'A=1\nB', 'line 2 is neither'],
    ['a quote that never closes', 'A="1\nB=2', 'line 1 is neither'],
    ['such a quote after white space', 'A= "1\nB=2', 'line 1 is neither'],
    ['text after the closing quote', 'A="1" 2', 'line 1 is neither'],
    ['a name twice', 'A=1\nA=2', 'line 2 gives a name that a line before it has'],
    ['a name that is none', 'A=1\nhunter2+/x=', 'line 2 is neither'],
    ['a key without quotes', 'A=1\nB= -----BEGIN KEY-----\nhunter2==\nhunter2==', `line 2 ${severalLines}`],
    ['a key of one word without quotes', 'A=-----BEGIN\nhunter2==', `line 1 ${severalLines}`],
    ['a number in JSON', '{"A": 1}', 'the value of A is not text: put it in quotes'],
    [
      'broken JSON',
      '{"A": ',
      'line 1, column 6: expected the value of a member, but found the end of the file',
    ],
    ['a name twice in JSON', '{"A": "1",\n "A": "2"}', 'line 2, column 2: this member stands twice'],
  ])('%s is refused without showing a value', (_, text, why) => {
    expect(() => given({ 'environment-variables': text })).toThrow(
      wrong(`\`environment-variables\` must be \`NAME=value\` lines, or a JSON object of texts (${why})`),
    );
  });
});
