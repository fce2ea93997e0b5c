import { describe, expect, test } from '@jest/globals';
import {
  asFailure,
  cancelledFailure,
  defect,
  inputFailure,
  outcomeFailure,
  setupFailure,
  upstreamFailure,
  withoutHint,
} from '../src/failures.ts';

test.each([
  [{ code: 'x', what: 'It broke' }, 'It broke.'],
  [{ code: 'x', what: 'It broke', why: 'of age' }, 'It broke: of age.'],
  [{ code: 'x', what: 'It broke', why: 'of age', hint: 'Buy one.' }, 'It broke: of age. Buy one.'],
  [{ code: 'x', what: 'It broke', hint: 'Buy one.' }, 'It broke. Buy one.'],
])('%j reads as one sentence and its hint', (words, message) => {
  expect(setupFailure(words).message).toBe(message);
});

test('a failure that is told in passing gives no advice', () => {
  const failure = setupFailure({ code: 'x', what: 'It broke', why: 'of age', hint: 'Buy one.' });
  expect(withoutHint(failure)).toBe('It broke: of age.');
});

test.each([
  ['input', inputFailure],
  ['setup', setupFailure],
  ['upstream', upstreamFailure],
  ['outcome', outcomeFailure],
])('a failure of kind %s knows it', (kind, make) => {
  expect(make({ code: 'c', what: 'w' })).toMatchObject({ kind, code: 'c', name: 'Failure' });
});

describe('anything else that was thrown', () => {
  test('is a defect that asks to be reported and keeps its cause', () => {
    const cause = new RangeError('bad length.');
    expect(asFailure(cause)).toMatchObject({
      kind: 'defect',
      message:
        'Slipway hit an error that it does not know: RangeError: bad length. Please report it with this log.',
      cause,
    });
  });

  test('may even be no error', () => {
    expect(defect('oops').why).toBe('oops');
  });

  test('unless it is a failure already', () => {
    const failure = cancelledFailure('waiting for the scan');
    expect(asFailure(failure)).toBe(failure);
    expect(failure.message).toBe('Cancelled while waiting for the scan. Run it again when you are ready.');
  });
});
