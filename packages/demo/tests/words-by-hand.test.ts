/** What a person types after `npm run action --`, slips included. */
import { expect, test } from '@jest/globals';
import { usageText } from '../src/usage-by-hand.ts';
import { actionNamed, inputsIn, lineBreakWarnings, splitWorkspace } from '../src/words-by-hand.ts';

const actions = ['build-push-ecr', 'scan-image'];
const inputs = new Map(
  Object.entries({
    repository: undefined,
    digest: undefined,
    'fail-on': 'critical: 0',
    'dry-run': 'false',
  }).map(([name, usual]) => [name, { default: usual }]),
);

test('inputs are read as name and value, in any case, and a value may hold equals signs', () => {
  expect(actionNamed('scan-image', actions)).toBe('scan-image');
  expect(inputsIn(['repository=web', 'Digest=a=b', 'fail-on='], 'scan-image', inputs)).toEqual({
    repository: 'web',
    Digest: 'a=b',
    'fail-on': '',
  });
});

test.each([
  ['', 'No action is named: there are build-push-ecr, scan-image. Write for example'],
  ['scan-imgae', 'There is no action scan-imgae: did you mean `scan-image`?'],
  ['toString', 'There is no action toString: there are build-push-ecr, scan-image. Write for example'],
])('an action %j is refused', (name, message) => {
  expect(() => actionNamed(name, actions)).toThrow(message);
});

test.each([
  ['repositry=web', 'scan-image has no input `repositry`: did you mean `repository`?'],
  [
    'region=eu',
    'scan-image has no input `region`: it has repository, digest, fail-on, dry-run. Each is described in',
  ],
  ['repository', '`repository` must be an input as `name=value`. Write `repository=…`.'],
  ['--dry-run', '`--dry-run` must be an input as `name=value`. Write `dry-run=true`.'],
  ['--dry-run=false', '`--dry-run=false` must be an input as `name=value`. Write `dry-run=false`.'],
  ['--quiet', '`--quiet` must be an input as `name=value`'],
  ['=web', '`=web` must be an input as `name=value`'],
])('a word %j is refused', (word, message) => {
  expect(() => inputsIn([word], 'scan-image', inputs)).toThrow(message);
});

test.each(['actions/scan-image', './actions/scan-image/', 'scan-image/'])(
  'an action is known by its folder %s',
  (word) => {
    expect(actionNamed(word, actions)).toBe('scan-image');
  },
);

test('an input that is given twice is refused, with how to write several lines', () => {
  expect(() => inputsIn(['fail-on=high: 0', 'Fail-On=low: 0'], 'scan-image', inputs)).toThrow(
    '`fail-on` is given twice. Write it once. Several lines in bash: `fail-on=$\'first\\nsecond\'`, or `fail-on="$(cat FILE)"`.',
  );
});

test('the help names the actions, and says how to write several lines', () => {
  expect(usageText(['one', 'two'])).toContain('The actions: one, two.');
  expect(usageText([])).toContain("variables=$'A=1\\nB=2'\n");
});

test('a line break that a shell did not make is told, but none of JSON', () => {
  expect(lineBreakWarnings({ variables: 'A=1\\nB=2' })).toEqual([
    '`variables` holds a backslash and an n, which is no line break. Several lines in bash: `variables=$\'first\\nsecond\'`, or `variables="$(cat FILE)"`.',
  ]);
  expect(lineBreakWarnings({ a: 'A=1\nB=2', b: '{"A": "1\\n2"}', c: 'A=1\nB=x\\ny' })).toEqual([]);
});

test('the workspace is told apart from the inputs, wherever it stands', () => {
  const rest = ['tags=v1', 'repository=web'];
  expect(splitWorkspace(['tags=v1', '--workspace', '../web', 'repository=web'])).toEqual({
    workspace: '../web',
    rest,
  });
  expect(splitWorkspace(rest)).toEqual({ workspace: undefined, rest });
});

test.each([[['--workspace']], [['--workspace', '--help']]])('%j names no folder', (words) => {
  expect(() => splitWorkspace(words)).toThrow('`--workspace` has no folder. Write for example');
});
