/** What a person types after `npm run action --`, slips included. */
import { expect, test } from '@jest/globals';
import { actionNamed, inputsIn, splitWorkspace } from '../src/words-by-hand.ts';

const actions = ['build-push-ecr', 'scan-image'];
const inputs = ['repository', 'digest', 'fail-on'];

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
  ['region=eu', 'scan-image has no input `region`: it has repository, digest, fail-on. Each is described in'],
  ['repository', '`repository` must be an input as `name=value`'],
  ['=web', '`=web` must be an input as `name=value`'],
])('a word %j is refused', (word, message) => {
  expect(() => inputsIn([word], 'scan-image', inputs)).toThrow(message);
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
