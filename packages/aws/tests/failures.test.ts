/** How a foreign error becomes a failure: which table speaks first, and what of AWS's words is printed. */
import { describe, expect, test } from '@jest/globals';
import { outcomeFailure } from '../../action-kit/src/failures.ts';
import { awsFailure, type FailureRow } from '../src/failures.ts';

const call = { service: 'ecs', operation: 'UpdateService', about: 'service web in cluster main' };

const error = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

const passRole = 'User: arn:me is not authorized to perform: iam:PassRole on resource: arn:role';

test('the request that AWS quotes to a wrong signature is not printed, for the token is among its headers', () => {
  const said =
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nhost:ecs.eu-west-1.amazonaws.com\nx-amz-security-token:IQoJb3JpZ2luX2VjE\n'";
  const failure = awsFailure(error('InvalidSignatureException', said), call);
  expect(failure.message).toBe(
    'AWS does not accept the credentials (ecs:UpdateService): The request signature we calculated does not match the signature you provided. Check your key and signing method. Run aws-actions/configure-aws-credentials before this step, and see whether the account uses this region and the clock of the runner is right.',
  );
});

test('a message is one line of at most 500 characters', () => {
  const { why } = awsFailure(error('ValidationException', `one\ntwo ${'x'.repeat(1000)}`), call);
  expect(why).toMatch(/^ValidationException: one two x+…$/);
  expect(why).toHaveLength('ValidationException: '.length + 500);
});

test('an error of our own code is a defect, and not AWS’s', () => {
  expect(awsFailure(new TypeError('x is not a function'), call)).toMatchObject({
    kind: 'defect',
    code: 'defect',
  });
});

test('a failure stays the one it is', () => {
  const failure = outcomeFailure({ code: 'cancelled', what: 'Cancelled' });
  expect(awsFailure(failure, call)).toBe(failure);
});

describe('a row of a gateway', () => {
  const row: FailureRow = {
    operation: 'UpdateService',
    error: 'ClientException',
    kind: 'outcome',
    code: 'its-own',
    what: 'It said no to ‹about›',
    hint: 'Do this.',
  };

  test('comes before what any service may answer', () => {
    expect(awsFailure(error('ClientException', 'no.'), call, [row]).message).toBe(
      'It said no to service web in cluster main: no. Do this.',
    );
  });

  test.each<[string, FailureRow]>([
    ['another operation', { ...row, operation: 'ListTasks' }],
    ['another error', { ...row, error: 'ServerException' }],
    ['other words of AWS', { ...row, says: 'yes' }],
  ])('does not hold for %s', (_, other) => {
    expect(awsFailure(error('ClientException', 'no.'), call, [other]).code).toBe('refused-by-aws');
  });

  test('of every operation holds for each', () => {
    const all = { ...row, operation: '*' };
    expect(awsFailure(error('ClientException', 'no.'), call, [all]).code).toBe('its-own');
  });

  test('never hides that a permission is missing', () => {
    expect(awsFailure(error('ClientException', passRole), call, [row]).code).toBe('access-denied');
  });
});
