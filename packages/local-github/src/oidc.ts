/**
 * The token endpoint that a job with `id-token: write` may ask. The claims are GitHub's, the subject in the
 * immutable form of repositories made since July 2026; the signature is this process's own, so that nobody takes
 * the token for GitHub's, and can be verified with the key that the issuer publishes.
 */
import { generateKeyPairSync, randomUUID, sign, type KeyPairKeyObjectResult } from 'node:crypto';

export interface OidcJob {
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId: number;
  readonly ownerId: number;
  /** `refs/heads/main`. */
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  /** The environment that the job names. */
  readonly environment: string | undefined;
  /** File name. */
  readonly workflow: string;
  /** `owner/name/.github/workflows/x.yml@ref` of the file that the job is in, when it is called by that workflow. */
  readonly jobWorkflow: string | undefined;
  readonly event: string;
  readonly runId: string;
  readonly runNumber: string;
  readonly runAttempt: string;
  readonly issuer: string;
}

const keyId = 'local-github';
const lifetimeInSeconds = 300;

let pair: KeyPairKeyObjectResult | undefined;

/** Made when it is first needed: that takes a moment. */
const keys = (): KeyPairKeyObjectResult => (pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));

/** What an OpenID Connect issuer publishes about itself. */
export const configurationOf = (issuer: string): object => ({
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks`,
  response_types_supported: ['id_token'],
  subject_types_supported: ['public', 'pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid'],
});

export const publicKeys = (): object => ({
  keys: [{ ...keys().publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }],
});

/** @param audience GitHub takes the owner's page when nobody names one. */
export function idToken(job: OidcJob, audience: string | undefined, now: Date): string {
  const parts = [{ typ: 'JWT', alg: 'RS256', kid: keyId }, claims(job, audience, now)].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signed = parts.join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), keys().privateKey).toString('base64url')}`;
}

function claims(job: OidcJob, audience: string | undefined, now: Date): Record<string, unknown> {
  const owner = job.repository.slice(0, job.repository.indexOf('/'));
  const issued = Math.floor(now.getTime() / 1000);
  const workflow = `${job.repository}/.github/workflows/${job.workflow}@${job.ref}`;
  return {
    jti: randomUUID(),
    sub: subject(job),
    aud: audience ?? `https://github.com/${owner}`,
    iss: job.issuer,
    iat: issued,
    nbf: issued,
    exp: issued + lifetimeInSeconds,
    ref: job.ref,
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: job.sha,
    repository: job.repository,
    repository_id: String(job.repositoryId),
    repository_owner: owner,
    repository_owner_id: String(job.ownerId),
    repository_visibility: 'private',
    actor: job.actor,
    workflow: job.workflow,
    workflow_ref: workflow,
    workflow_sha: job.sha,
    job_workflow_ref: job.jobWorkflow ?? workflow,
    job_workflow_sha: job.sha,
    event_name: job.event,
    run_id: job.runId,
    run_number: job.runNumber,
    run_attempt: job.runAttempt,
    runner_environment: 'self-hosted',
    ...(job.environment === undefined ? {} : { environment: job.environment }),
  };
}

/** `repo:OWNER@ID/NAME@ID:environment:prod`, or `…:ref:refs/heads/main` for a job without environment. */
export function subject(
  job: Pick<OidcJob, 'repository' | 'repositoryId' | 'ownerId' | 'ref' | 'environment'> &
    Partial<Pick<OidcJob, 'event'>>,
): string {
  const [owner = '', name = ''] = job.repository.split('/');
  const prefix = `repo:${owner}@${String(job.ownerId)}/${name}@${String(job.repositoryId)}`;
  if (job.environment !== undefined) return `${prefix}:environment:${job.environment.replaceAll(':', '%3A')}`;
  return job.event === 'pull_request' ? `${prefix}:pull_request` : `${prefix}:ref:${job.ref}`;
}
