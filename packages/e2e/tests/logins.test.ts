/** Who became which role is read off what STS was asked for, and gave. */
import { expect, test } from '@jest/globals';
import { loginsIn } from '../src/logins.ts';

const tokenOf = (run: string): string =>
  `a.${Buffer.from(JSON.stringify({ run_id: run })).toString('base64url')}.b`;
const call = (operation: string, status: number, run = '7') => ({
  ...{ service: 'sts', operation, at: 0, status, error: undefined },
  input: { RoleArn: 'arn:aws:iam::1:role/slipway/web-scan', WebIdentityToken: tokenOf(run) },
});

test('each session that was given is one, of the run that its token names', () => {
  const calls = [
    call('AssumeRoleWithWebIdentity', 200),
    call('AssumeRoleWithWebIdentity', 400),
    call('AssumeRoleWithWebIdentity', 200, '8'),
    call('GetCallerIdentity', 200),
  ];
  expect(loginsIn(calls)).toEqual([
    { role: 'web-scan', run: '7', token: tokenOf('7') },
    { role: 'web-scan', run: '8', token: tokenOf('8') },
  ]);
});
