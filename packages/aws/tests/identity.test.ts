/** In whose name a job acts, over the wire of STS. */
import { afterEach, expect, test } from '@jest/globals';
import { caller } from '../src/sts.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

const config = { region: 'eu-west-1', maxAttempts: 3 };

test('the caller has an account and an ARN', async () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/deploy/run';
  const { heard } = await openLoopback({
    body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>A:run</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  });
  expect(await caller(config)).toEqual({ account: '111122223333', arn });
  expect(heard.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
});

test.each([
  [
    'ExpiredToken',
    'The security token included in the request is expired',
    'credentials-expired',
    'AWS does not accept the credentials any more (sts:GetCallerIdentity): The security token included in the request is expired. Run aws-actions/configure-aws-credentials in this job, with a role-duration-seconds above the time this job takes.',
  ],
  [
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    'credentials-rejected',
    'AWS does not accept the credentials (sts:GetCallerIdentity): The security token included in the request is invalid. Run aws-actions/configure-aws-credentials before this step, and see whether the account uses this region and the clock of the runner is right.',
  ],
])('%s is asked once, and said in a sentence', async (error, said, code, message) => {
  const { heard } = await openLoopback({ error, message: said, status: 403 });
  await expect(caller(config)).rejects.toMatchObject({ kind: 'setup', code, message });
  expect(heard).toHaveLength(1);
});
