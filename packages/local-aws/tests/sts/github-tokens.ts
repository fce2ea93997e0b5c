/** Tokens as GitHub issues them to jobs, signed by nobody. */

const claims = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'sts.amazonaws.com',
  sub: 'repo:harbour@65/web@74:environment:production',
  repository: 'harbour/web',
  repository_id: '74',
  repository_owner_id: '65',
  environment: 'production',
  ref: 'refs/heads/main',
  job_workflow_ref: 'slipway/slipway/.github/workflows/release.yml@refs/tags/v1',
  actor: 'alice',
  actor_id: '7',
  workflow: 'release',
  event_name: 'push',
  exp: 4_102_444_800,
};

export type Claims = Readonly<Record<string, unknown>>;

/** @param more claims besides, and instead of, those of a job on main with the environment `production` */
export function githubToken(more: Claims = {}): string {
  const parts = [
    { typ: 'JWT', alg: 'RS256', kid: 'any' },
    { ...claims, ...more },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${parts.join('.')}.c2lnbmVk`;
}

export const provider = 'token.actions.githubusercontent.com';

/** @param conditions operator → claim → values */
export const trustOf = (conditions: Readonly<Record<string, Claims>>): Claims => ({
  Version: '2012-10-17',
  Statement: {
    Sid: 'Github',
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: Object.fromEntries(
      Object.entries(conditions).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([claim, values]) => [`${provider}:${claim}`, values])),
      ]),
    ),
  },
});
