/** The job for which the local GitHub is there: what is in its environment, and the OIDC tokens that it may ask for. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { jsonOf, type Arrived, type Reply } from './http-server.ts';
import { configurationOf, idToken, publicKeys, type OidcJob } from './oidc.ts';
import type { LocalRepository } from './repositories/repository.ts';
import { ownerId } from './repositories/shown-repository.ts';

export interface JobPlace {
  readonly repository: Pick<LocalRepository, 'id' | 'name' | 'defaultBranch'>;
  /** The environment that the job names. */
  readonly environment: string | undefined;
  /** Base of the API. */
  readonly url: string;
  /** What the job is told that its GitHub is. */
  readonly serverUrl: string;
}

const oidcBearer = 'local-oidc-request-token';
/** The commit that the default branch is at. */
export const headCommit = '5110a5e11ab1e0c0ffee5eaf00d5eaf00d5110a5';

/** undefined for a request that has nothing to do with OIDC tokens. */
export function tokenReply(place: JobPlace, { url, headers }: Arrived, clock: CloudClock): Reply | undefined {
  const issuer = issuerOf(place);
  if (url.pathname === '/oidc/.well-known/openid-configuration') {
    return { sent: jsonOf(200, configurationOf(issuer)) };
  }
  if (url.pathname === '/oidc/.well-known/jwks') return { sent: jsonOf(200, publicKeys()) };
  if (url.pathname !== '/oidc/token') return undefined;
  if (headers.authorization?.toLowerCase() !== `bearer ${oidcBearer}`) {
    return { sent: jsonOf(401, { message: 'The request token of the job is missing or wrong' }) };
  }
  const audience = url.searchParams.get('audience') ?? undefined;
  const value = idToken(oidcJobOf(place, url.searchParams), audience, new Date(clock.now()));
  return { sent: jsonOf(200, { value }) };
}

const issuerOf = ({ url }: JobPlace): string => `${url}/oidc`;

/** Jobs of several runs share one address: what a request says of its job goes before what stands for all of them. */
function oidcJobOf(place: JobPlace, asked: URLSearchParams): OidcJob {
  const { repository } = place;
  const said = (name: string): string | undefined => asked.get(name) || undefined;
  return {
    repository: repository.name,
    repositoryId: repository.id,
    ownerId,
    ref: said('ref') ?? `refs/heads/${repository.defaultBranch}`,
    sha: said('sha') ?? headCommit,
    actor: said('actor') ?? 'local',
    environment: said('environment') ?? place.environment,
    workflow: said('workflow') ?? 'infrastructure.yml',
    jobWorkflow: said('job_workflow_ref'),
    event: said('event_name') ?? 'push',
    runId: said('run_id') ?? '1000',
    runNumber: said('run_number') ?? '1',
    runAttempt: said('run_attempt') ?? '1',
    issuer: issuerOf(place),
  };
}

export function environmentOf({ repository, url, serverUrl }: JobPlace): Readonly<Record<string, string>> {
  const { name, id, defaultBranch } = repository;
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: url,
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_REPOSITORY: name,
    GITHUB_REPOSITORY_ID: String(id),
    GITHUB_REPOSITORY_OWNER: name.slice(0, name.indexOf('/')),
    GITHUB_REPOSITORY_OWNER_ID: String(ownerId),
    GITHUB_REF: `refs/heads/${defaultBranch}`,
    GITHUB_REF_NAME: defaultBranch,
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: headCommit,
    GITHUB_RUN_ID: '1000',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_ACTOR: 'local',
    GITHUB_WORKFLOW: 'infrastructure',
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/oidc/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidcBearer,
  };
}
