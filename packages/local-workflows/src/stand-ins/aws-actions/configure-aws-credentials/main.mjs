/**
 * Gives a job what the action gives that this stands in for, and refuses in its words. With
 * `SLIPWAY_LOCAL_ROLES=assumed` it opens a session by the STS of the local cloud, whose roles decide; without, the local
 * cloud has no roles, and every job that may ask for a token gets in.
 */
import { appendFileSync } from 'node:fs';
import { URLSearchParams } from 'node:url';

const { env } = process;
const input = (name) => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

function fail(message) {
  console.log(`::error::${message}`);
  process.exit(1);
}

function hide(value) {
  console.log(`::add-mask::${value}`);
  return value;
}

const arn = input('role-to-assume');
const region = input('aws-region');
if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)) fail(`Region is not valid: ${region}`);
const account = /^arn:aws[\w-]*:iam::(\d{12}):role\/.+$/.exec(arn)?.[1];
if (account === undefined)
  fail(`The local run needs the ARN of a role in \`role-to-assume\`, but got ${arn || 'nothing'}.`);

if (!env.ACTIONS_ID_TOKEN_REQUEST_URL || !env.ACTIONS_ID_TOKEN_REQUEST_TOKEN) {
  console.log(
    'It looks like you might be trying to authenticate with OIDC. Did you mean to set the `id-token` permission? If you are not trying to authenticate with OIDC and the action is working successfully, you can ignore this message.',
  );
  fail(
    'Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
  );
}

const session = env.SLIPWAY_LOCAL_ROLES === 'assumed' ? await assumed() : believed();
const allowed = input('allowed-account-ids')
  .split(',')
  .map((id) => id.trim())
  .filter((id) => id !== '');
if (allowed.length > 0 && !allowed.includes(account)) {
  fail(
    `The account ID of the provided credentials (${account}) does not match any of the expected account IDs: ${allowed.join(', ')}`,
  );
}
if (input('mask-aws-account-id') === 'true') hide(account);
const values = { AWS_DEFAULT_REGION: region, AWS_REGION: region, ...session };
appendFileSync(
  env.GITHUB_ENV,
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join(''),
);
appendFileSync(env.GITHUB_OUTPUT, `aws-account-id=${account}\n`);
console.log(`Authenticated as ${arn} of the local cloud`);

function believed() {
  return { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_SESSION_TOKEN: 'local' };
}

async function assumed() {
  const endpoint = env.AWS_ENDPOINT_URL_STS || env.AWS_ENDPOINT_URL;
  if (!endpoint)
    fail('The local run has no local cloud: AWS_ENDPOINT_URL is not set, and AWS itself is never asked.');
  const body = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: arn,
    RoleSessionName: input('role-session-name') || 'GitHubActions',
    DurationSeconds: input('role-duration-seconds') || '3600',
    WebIdentityToken: await token(),
  });
  const response = await fetch(endpoint, { method: 'POST', body });
  const answer = await response.text();
  const part = (name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(answer)?.[1] ?? '';
  if (!response.ok)
    fail(`Could not assume role with OIDC: ${part('Message') || `${response.status} ${part('Code')}`}`);
  return {
    AWS_ACCESS_KEY_ID: hide(part('AccessKeyId')),
    AWS_SECRET_ACCESS_KEY: hide(part('SecretAccessKey')),
    AWS_SESSION_TOKEN: hide(part('SessionToken')),
  };
}

/** Of the job, from GitHub. */
async function token() {
  const url = `${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(input('audience') || 'sts.amazonaws.com')}`;
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
  });
  const { value, message } = await response.json();
  if (!value) fail(`getIDToken call failed: ${message ?? response.status}`);
  return hide(value);
}
