import { expect, test } from '@jest/globals';
import { wrongAgain, type SaidAgain } from '../src/nothing-again.ts';

const first = { id: 1001, conclusion: 'success' };
const other = { id: 1002, conclusion: 'failure' };
const right = { dispatched: 'false', 'run-id': '1001', conclusion: 'success' };

const wrong = (said: Partial<SaidAgain['outputs']>, exitCode = 0): readonly string[] =>
  wrongAgain({ exitCode, outputs: { ...right, ...said } }, [other, first], [other, first]);

test('a step that starts nothing and tells of the first run is as told', () => {
  expect(wrong({})).toEqual([]);
});

test.each([
  ['another run than the first', { 'run-id': '1002' }, ['run-id is "1002" and not "1001"']],
  ['no run', { 'run-id': '' }, ['run-id is "" and not "1001"']],
  ['another conclusion', { conclusion: 'failure' }, ['conclusion is "failure" and not "success"']],
  ['that it was dispatched', { dispatched: 'true' }, ['dispatched is "true" and not "false"']],
])('a step that tells of %s is not', (_, said, sentences) => {
  expect(wrong(said)).toEqual(sentences);
});

test('a red step, a run that is started, and no first run are not', () => {
  expect(wrong({}, 1)).toEqual(['the step is red']);
  const said = { exitCode: 0, outputs: right };
  expect(wrongAgain(said, [first], [other, first])).toEqual(['1 runs were started']);
  expect(wrongAgain(said, [], [])).toEqual(['there was no first run']);
});
