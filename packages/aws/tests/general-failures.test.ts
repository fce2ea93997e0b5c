/** The failure table of every AWS service, row by row: what an error of any call becomes, in full sentences. */
import { describe, expect, test } from '@jest/globals';
import { awsFailure } from '../src/failures.ts';

const call = { service: 'ecs', operation: 'UpdateService', about: 'service web in cluster main' };

const error = (name: string, message: string, metadata: object = { httpStatusCode: 400 }): Error =>
  Object.assign(new Error(message), { name, $metadata: metadata });
const ofNode = (code: string, message: string, $metadata?: object): Error =>
  Object.assign(new Error(message), { code, ...($metadata && { $metadata }) });

const denied =
  'User: arn:aws:sts::111122223333:assumed-role/deploy/run is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:eu-west-1:111122223333:service/main/web because no identity-based policy allows the ecs:UpdateService action';
const passRole =
  'User: arn:aws:sts::111122223333:assumed-role/deploy/run is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/web-task';
const rejectedHint =
  'Run aws-actions/configure-aws-credentials before this step, and see whether the account uses this region and the clock of the runner is right.';
const expiredHint =
  'Run aws-actions/configure-aws-credentials in this job, with a role-duration-seconds above the time this job takes.';
const missingHint =
  'Run aws-actions/configure-aws-credentials before this step, and give the job `permissions: id-token: write`.';
const againHint = 'Nothing is wrong with the workflow: re-run the job.';

type Row = readonly [name: string, error: unknown, kind: string, code: string, message: string];

const setup: readonly Row[] = [
  [
    'a missing permission',
    error('AccessDeniedException', denied),
    'setup',
    'access-denied',
    `AWS denied ecs:UpdateService on service web in cluster main: ${denied}. Allow \`ecs:UpdateService\` in the role that this job assumes.`,
  ],
  [
    'a missing permission in the query protocol',
    error('AccessDenied', 'Access denied', { httpStatusCode: 403 }),
    'setup',
    'access-denied',
    'AWS denied ecs:UpdateService on service web in cluster main: Access denied. Allow `ecs:UpdateService` in the role that this job assumes.',
  ],
  [
    'a role that may not be passed on',
    error('ClientException', passRole),
    'setup',
    'access-denied',
    `AWS denied iam:PassRole, which ecs:UpdateService on service web in cluster main takes: ${passRole}. Allow \`iam:PassRole\` in the role that this job assumes.`,
  ],
  [
    'a policy that denies it',
    error('AccessDeniedException', `${passRole} with an explicit deny in a service control policy`),
    'setup',
    'access-denied',
    `AWS denied iam:PassRole, which ecs:UpdateService on service web in cluster main takes: ${passRole} with an explicit deny in a service control policy. A policy denies \`iam:PassRole\` explicitly, and no other one outweighs that: ask its owner.`,
  ],
  [
    'a session that is over',
    error('ExpiredTokenException', 'The security token included in the request is expired'),
    'setup',
    'credentials-expired',
    `AWS does not accept the credentials any more (ecs:UpdateService): The security token included in the request is expired. ${expiredHint}`,
  ],
  [
    'credentials that are none of AWS’s',
    error('UnrecognizedClientException', 'The security token included in the request is invalid.'),
    'setup',
    'credentials-rejected',
    `AWS does not accept the credentials (ecs:UpdateService): The security token included in the request is invalid. ${rejectedHint}`,
  ],
  [
    'no credentials',
    Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    }),
    'setup',
    'credentials-missing',
    `There are no AWS credentials: Could not load credentials from any providers. ${missingHint}`,
  ],
  [
    'a file of credentials that is not there',
    ofNode('ENOENT', "ENOENT: no such file or directory, open '/token'"),
    'setup',
    'credentials-missing',
    `There are no AWS credentials: ENOENT: no such file or directory, open '/token'. ${missingHint}`,
  ],
  [
    'no region',
    new Error('Region is missing'),
    'setup',
    'region-invalid',
    'There is no usable AWS region: Region is missing. Set `region:` or AWS_REGION to a region such as `eu-west-1`.',
  ],
  [
    'an endpoint that is no URL',
    Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: 'nonsense' }),
    'setup',
    'endpoint-invalid',
    'The AWS endpoint of the environment is not a URL: Invalid URL. Correct AWS_ENDPOINT_URL, or the form of it that names the service.',
  ],
  [
    'a proxy’s page instead of an answer',
    error('SyntaxError', 'Unexpected token <', { httpStatusCode: 403, attempts: 1 }),
    'setup',
    'answer-unreadable',
    'Something else than AWS answered ecs:UpdateService on service web in cluster main: HTTP 403 came with a body that is not what AWS sends. Look whether AWS_ENDPOINT_URL or a proxy stands between this job and AWS.',
  ],
];

const refused = (address: string, port: number): Error =>
  Object.assign(ofNode('ECONNREFUSED', `connect ECONNREFUSED ${address}:${port}`), { address, port });
const silentHint =
  'That is not AWS: start what AWS_ENDPOINT_URL names, such as `npm run local`, or unset it.';

const silent: readonly Row[] = [
  [
    'an endpoint at which nothing listens',
    refused('127.0.0.1', 4566),
    'setup',
    'endpoint-silent',
    `Nothing answers at 127.0.0.1:4566: ecs:UpdateService on service web in cluster main was refused a connection. ${silentHint}`,
  ],
  [
    'an endpoint of several addresses at which nothing listens',
    Object.assign(new AggregateError([refused('::1', 4566), refused('127.0.0.1', 4566)]), {
      code: 'ECONNREFUSED',
    }),
    'setup',
    'endpoint-silent',
    `Nothing answers at [::1]:4566: ecs:UpdateService on service web in cluster main was refused a connection. ${silentHint}`,
  ],
  [
    'AWS itself, where it refuses a connection',
    refused('203.0.113.7', 443),
    'upstream',
    'aws-unavailable',
    `ecs:UpdateService on service web in cluster main failed: ECONNREFUSED: connect ECONNREFUSED 203.0.113.7:443. ${againHint}`,
  ],
];

const upstream: readonly Row[] = [
  [
    'throttling',
    error('ThrottlingException', 'Rate exceeded', { httpStatusCode: 400, attempts: 3 }),
    'upstream',
    'throttled',
    `ecs:UpdateService on service web in cluster main failed after 3 attempts: ThrottlingException: Rate exceeded. ${againHint}`,
  ],
  [
    'an error of the service',
    error('ServerException', 'Service Unavailable. Please try again later.', { httpStatusCode: 500 }),
    'upstream',
    'aws-unavailable',
    `ecs:UpdateService on service web in cluster main failed: ServerException: Service Unavailable. Please try again later. ${againHint}`,
  ],
  [
    'a load balancer’s page instead of an answer',
    error('SyntaxError', 'Unexpected token <', { httpStatusCode: 502, attempts: 3 }),
    'upstream',
    'aws-unavailable',
    `ecs:UpdateService on service web in cluster main failed after 3 attempts: HTTP 502 came with a body that is not what AWS sends. ${againHint}`,
  ],
  [
    'a network that does not reach AWS',
    ofNode('ENOTFOUND', 'getaddrinfo ENOTFOUND ecs.eu-west-1.amazonaws.com', { attempts: 3 }),
    'upstream',
    'aws-unavailable',
    `ecs:UpdateService on service web in cluster main failed after 3 attempts: ENOTFOUND: getaddrinfo ENOTFOUND ecs.eu-west-1.amazonaws.com. ${againHint}`,
  ],
  [
    'what nobody has thought of',
    ofNode('CERT_HAS_EXPIRED', 'certificate has expired'),
    'upstream',
    'aws-unavailable',
    'ecs:UpdateService on service web in cluster main failed: CERT_HAS_EXPIRED: certificate has expired. Re-run the job.',
  ],
];

const input: readonly Row[] = [
  [
    'a request that is wrong',
    error('ValidationException', 'desiredCount must not be negative.'),
    'input',
    'refused-by-aws',
    'AWS refused ecs:UpdateService on service web in cluster main: ValidationException: desiredCount must not be negative. Correct what the message names, then run the job again.',
  ],
];

describe('an error of any AWS call', () => {
  test.each([...setup, ...silent, ...upstream, ...input])('%s', (_, cause, kind, code, message) => {
    expect(awsFailure(cause, call)).toMatchObject({ kind, code, message, cause });
  });
});

test.each(['ExpiredToken', 'RequestExpired', 'TokenRefreshRequired'])(
  '%s is a session that is over',
  (name) => {
    expect(awsFailure(error(name, 'no'), call).code).toBe('credentials-expired');
  },
);

test.each([
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'RequestTimeTooSkewed',
])('%s is credentials that AWS rejects', (name) => {
  expect(awsFailure(error(name, 'no'), call)).toMatchObject({ kind: 'setup', code: 'credentials-rejected' });
});
