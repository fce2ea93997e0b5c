/**
 * The local GitHub: one repository with variables, workflows that functions perform, comments and OIDC tokens, on
 * loopback. Everything that GitHub itself would decide, it decides by GitHub's rules; it is not GitHub.
 */
import { realClock } from '@slipway/local-aws/clock';
import type { CloudClock } from '@slipway/local-aws/ports';
import { openTurnstile, type Turnstile } from '@slipway/local-aws/turnstile';
import { commentRoutes, type PullRequest, type StoredComment } from './comments.ts';
import type { Fault } from './faults.ts';
import { jsonOf, startHttpServer, type Arrived, type Reply } from './http-server.ts';
import { idToken, type OidcJob } from './oidc.ts';
import { replyOfApi, type Call, type Site } from './server.ts';
import { jobRights, variablesRights, type TokenRights } from './tokens.ts';
import { storeOf, variableRoutes, type VariableStore } from './variables.ts';
import { commitOf } from './workflows/commits.ts';
import type { WorkflowHandler } from './workflows/handlers.ts';
import { runPage } from './workflows/run-page.ts';
import type { Run } from './workflows/runs.ts';
import { workflowRoutes } from './workflows/workflow-routes.ts';
import type { ServerAge } from './workflows/world.ts';

export interface LocalGithubOptions {
  /** `owner/name`. */
  readonly repository: string;
  /** 0, or left out, picks a free one. */
  readonly port?: number;
  /** Variables that are there at start. */
  readonly variables?: Readonly<Record<string, string>>;
  /** By file name: `release.yml`. */
  readonly handlers?: Readonly<Record<string, WorkflowHandler>>;
  /** Branches and tags that exist; the first is the job's own. `main` when left out. */
  readonly refs?: readonly [string, ...string[]];
  /** Tokens beside the two that are always there. */
  readonly tokens?: Readonly<Record<string, TokenRights>>;
  /** Pull requests that can be commented on. */
  readonly pullRequests?: readonly PullRequest[];
  /** The environment that the job names, for its OIDC subject. */
  readonly environment?: string;
  /** Whether it knows API version 2026-03-10; and, under 2022-11-28, the field that asks which run was started. */
  readonly age?: ServerAge;
  /** Whose time it tells and waits by; this machine's when left out. */
  readonly clock?: CloudClock;
  /** When each call is answered; at once when left out. */
  readonly turnstile?: Turnstile;
}

export interface LocalGithub {
  /** Base of the API, without a trailing slash. */
  readonly url: string;
  /** What a job in this repository has in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly tokens: {
    /** As `github.token`: may start workflows and comment, may never touch variables. */
    readonly job: string;
    /** Fine-grained, with the permission Variables: write. */
    readonly variables: string;
  };
  readonly runs: readonly Run[];
  /** By upper-case name. */
  readonly variables: VariableStore;
  /** Of all pull requests, oldest first; push to it what somebody else wrote. */
  readonly comments: StoredComment[];
  /** In the order of their arrival. */
  readonly calls: readonly Call[];
  /** Push to it to make calls fail. */
  readonly faults: Fault[];
  /** Ends the server, and with it the time of its own clock: a run that sleeps then sleeps for ever. */
  close(): Promise<void>;
}

const tokens = { job: 'ghs_localJobToken', variables: 'github_pat_localVariablesToken' } as const;
const oidcBearer = 'local-oidc-request-token';
const sha = '5110a5e11ab1e0c0ffee5eaf00d5eaf00d5110a5';

export async function startLocalGithub(options: LocalGithubOptions): Promise<LocalGithub> {
  const [ref, ...otherRefs] = options.refs ?? ['main'];
  const clock = options.clock ?? realClock();
  const variables = storeOf(options.variables ?? {}, clock);
  const runs: Run[] = [];
  const comments: StoredComment[] = [];
  const faults: Fault[] = [];
  const calls: Call[] = [];
  const age = options.age ?? 'current';
  let lastRun = 1000;
  let url = '';
  const workflows = workflowRoutes({
    repository: options.repository,
    url: () => url,
    clock,
    handlers: options.handlers ?? {},
    refs: [ref, ...otherRefs],
    defaultBranch: ref,
    shaOf: (each) => (each === ref ? sha : commitOf(each)),
    runs,
    nextRunId: () => (lastRun += 1),
    age,
  });
  const site: Site = {
    repository: options.repository,
    versions: age === 'current' ? ['2026-03-10', '2022-11-28'] : ['2022-11-28'],
    tokens: new Map([
      [tokens.job, jobRights],
      [tokens.variables, variablesRights],
      ...Object.entries(options.tokens ?? {}),
    ]),
    routes: [
      ...variableRoutes(variables, clock),
      ...workflows,
      ...commentRoutes(options.pullRequests ?? [], comments),
    ],
    faults,
    calls,
  };
  const job = (): OidcJob => jobOf(options, ref, url);
  const server = await startHttpServer({
    port: options.port ?? 0,
    clock,
    turnstile: options.turnstile ?? openTurnstile,
    reply: (arrived) =>
      tokenReply(job(), arrived, clock) ?? pageReply(site, runs, arrived) ?? replyOfApi(site, arrived),
  });
  url = server.url;
  const environment = environmentOf(options.repository, ref, url);
  const close = async (): Promise<void> => {
    await server.close();
    if (options.clock === undefined) clock.close();
  };
  return { url, environment, tokens, runs, variables, comments, calls, faults, close };
}

/** The pages of runs, which reports and summaries link to; anybody may read them. */
function pageReply({ repository }: Site, runs: readonly Run[], { url }: Arrived): Reply | undefined {
  const text = runPage(repository, runs, url.pathname);
  if (text === undefined) return undefined;
  return { sent: { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, text } };
}

function tokenReply(job: OidcJob, { url, headers }: Arrived, clock: CloudClock): Reply | undefined {
  if (url.pathname !== '/oidc/token') return undefined;
  if (headers.authorization?.toLowerCase() !== `bearer ${oidcBearer}`) {
    return { sent: jsonOf(401, { message: 'The request token of the job is missing or wrong' }) };
  }
  const value = idToken(job, url.searchParams.get('audience') ?? undefined, new Date(clock.now()));
  return { sent: jsonOf(200, { value }) };
}

function jobOf(options: LocalGithubOptions, ref: string, issuer: string): OidcJob {
  return {
    repository: options.repository,
    repositoryId: 74,
    ownerId: 65,
    ref: `refs/heads/${ref}`,
    sha,
    actor: 'local',
    environment: options.environment,
    workflow: 'infrastructure.yml',
    runId: '1000',
    issuer: `${issuer}/oidc`,
  };
}

function environmentOf(repository: string, ref: string, url: string): Record<string, string> {
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: url,
    GITHUB_SERVER_URL: url,
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.slice(0, repository.indexOf('/')),
    GITHUB_REF: `refs/heads/${ref}`,
    GITHUB_REF_NAME: ref,
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: sha,
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
