/**
 * The local GitHub: one repository with variables, workflows that functions perform, comments and OIDC tokens, on
 * loopback. Everything that GitHub itself would decide, it decides by GitHub's rules; it is not GitHub.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { commentRoutes, type PullRequest, type StoredComment } from './comments.ts';
import type { Fault } from './faults.ts';
import { idToken, type OidcJob } from './oidc.ts';
import type { Run, WorkflowHandler } from './runs.ts';
import { runPage } from './run-page.ts';
import { send, serveApi, type Call, type Site } from './server.ts';
import { jobRights, variablesRights, type TokenRights } from './tokens.ts';
import { storeOf, variableRoutes, type VariableStore } from './variables.ts';
import { workflowRoutes } from './workflows.ts';

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
  /** `older` knows API version 2022-11-28 alone and never tells which run it started. */
  readonly age?: 'current' | 'older';
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
  /** Ends the server; runs that are being performed go on by themselves. */
  close(): Promise<void>;
}

const tokens = { job: 'ghs_localJobToken', variables: 'github_pat_localVariablesToken' } as const;
const oidcBearer = 'local-oidc-request-token';
const sha = '5110a5e11ab1e0c0ffee5eaf00d5eaf00d5110a5';

export async function startLocalGithub(options: LocalGithubOptions): Promise<LocalGithub> {
  const [ref, ...otherRefs] = options.refs ?? ['main'];
  const variables = storeOf(options.variables ?? {});
  const runs: Run[] = [];
  const comments: StoredComment[] = [];
  const faults: Fault[] = [];
  const calls: Call[] = [];
  let url = '';
  const workflows = workflowRoutes({
    repository: options.repository,
    url: () => url,
    handlers: options.handlers ?? {},
    refs: [ref, ...otherRefs],
    runs,
    tellsRuns: options.age !== 'older',
  });
  const site: Site = {
    repository: options.repository,
    versions: options.age === 'older' ? ['2022-11-28'] : ['2026-03-10', '2022-11-28'],
    tokens: new Map([
      [tokens.job, jobRights],
      [tokens.variables, variablesRights],
      ...Object.entries(options.tokens ?? {}),
    ]),
    routes: [
      ...variableRoutes(variables),
      ...workflows,
      ...commentRoutes(options.pullRequests ?? [], comments),
    ],
    faults,
    calls,
  };
  const server = createServer(
    (request, response) => void serve(site, runs, jobOf(options, ref, url), request, response),
  );
  url = await listen(server, options.port ?? 0);
  const environment = environmentOf(options.repository, ref, url);
  return { url, environment, tokens, runs, variables, comments, calls, faults, close: () => close(server) };
}

async function serve(
  site: Site,
  runs: readonly Run[],
  job: OidcJob,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/oidc/token') serveIdToken(job, request, response, url);
    else if (!servePage(site, runs, response, url)) await serveApi(site, request, response, url);
  } catch (error) {
    send(response, { status: 500, body: { message: `The local GitHub failed: ${String(error)}` } });
  }
}

/** The pages of runs, which reports and summaries link to; anybody may read them. */
function servePage(
  { repository }: Site,
  runs: readonly Run[],
  response: ServerResponse,
  { pathname }: URL,
): boolean {
  const page = runPage(repository, runs, pathname);
  if (page === undefined) return false;
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(page);
  return true;
}

function serveIdToken(job: OidcJob, request: IncomingMessage, response: ServerResponse, url: URL): void {
  if (request.headers.authorization?.toLowerCase() !== `bearer ${oidcBearer}`) {
    send(response, { status: 401, body: { message: 'The request token of the job is missing or wrong' } });
    return;
  }
  const value = idToken(job, url.searchParams.get('audience') ?? undefined, new Date());
  send(response, { status: 200, body: { value } });
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

/** @throws Error that names the port when it is taken. */
async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new Error(`Port ${String(port)} is in use: give the local GitHub another one, or 0 for any.`)
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
