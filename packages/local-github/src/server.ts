/**
 * The API of the local GitHub: who calls, in which API version, which route; refusals and faults become answers
 * here. What it does not know is answered with a sentence, never with a guess.
 */
import type { ApiAnswer, ApiRequest, Route } from './answer.ts';
import { userOf } from './comments.ts';
import { strike, type Fault } from './faults.ts';
import { jsonOf, type Arrived, type Reply } from './http-server.ts';
import { Refusal } from './refusal.ts';
import { callerOf, type TokenRights } from './tokens.ts';

export interface Site {
  /** `owner/name`. */
  readonly repository: string;
  /** Newest first. */
  readonly versions: readonly string[];
  readonly tokens: ReadonlyMap<string, TokenRights>;
  /** Of the repository: paths after `/repos/‹owner›/‹name›`. */
  readonly routes: readonly Route[];
  readonly faults: readonly Fault[];
  readonly calls: Call[];
}

/** One call that arrived, as tests and a demo may count it. */
export interface Call {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly version: string;
  readonly status: number;
}

const documentation = 'https://docs.github.com/rest';

export function replyOfApi(site: Site, arrived: Arrived): Reply {
  const { method, url, headers } = arrived;
  const path = decodeURIComponent(url.pathname);
  const version = String(headers['x-github-api-version'] ?? '2022-11-28');
  const fault = strike(site.faults, method, pathInRepository(path, site.repository) ?? path);
  const given = fault?.when === 'before' ? undefined : answer(site, arrived, path, version);
  const { sent } = fault === undefined ? replyOf(given) : faultReply(fault);
  const status = typeof sent === 'string' ? 0 : sent.status;
  site.calls.push({ method, path: `${path}${url.search}`, version, status });
  return { sent };
}

const replyOf = ({ status, body, headers }: ApiAnswer = { status: 500 }): Reply => ({
  sent: jsonOf(status, body, headers),
});

const faultReply = ({ answer: given }: Fault): Reply =>
  typeof given === 'string' ? { sent: given } : replyOf({ ...given, body: { message: given.message } });

function answer(
  site: Site,
  { method, url, headers, text }: Arrived,
  path: string,
  version: string,
): ApiAnswer {
  try {
    if (!site.versions.includes(version)) throw unknownVersion(version, site);
    const caller = callerOf(headers.authorization, site.tokens);
    return routed(site, { method, path, query: url.searchParams, body: parsed(text), version, caller });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = { message: error.message, documentation_url: documentation, status: String(error.status) };
    return { status: error.status, body, headers: error.headers };
  }
}

function unknownVersion(version: string, site: Site): Refusal {
  return new Refusal(
    400,
    `The API version "${version}" is not supported. Supported versions: ${site.versions.join(', ')}`,
  );
}

function routed(site: Site, request: ApiRequest): ApiAnswer {
  if (request.path === '/user' && request.method === 'GET') return user(request);
  const inside = pathInRepository(request.path, site.repository);
  if (inside === undefined) {
    // GitHub answers the same for a repository that a token can't see and for one that is not there.
    if (request.path.startsWith('/repos/')) throw new Refusal(404, 'Not Found');
    throw notHere(request);
  }
  for (const route of site.routes) {
    const match = route.method === request.method ? route.path.exec(inside) : null;
    if (match !== null) return route.answer(request, match.slice(1));
  }
  throw notHere(request);
}

/** The token of a job or an app is nobody. */
function user({ caller }: ApiRequest): ApiAnswer {
  if (caller.rights.kind === 'integration') throw new Refusal(403, 'Resource not accessible by integration');
  return { status: 200, body: userOf(caller) };
}

function notHere({ method, path }: ApiRequest): Refusal {
  return new Refusal(
    501,
    `The local GitHub does not implement ${method} ${path}: it has variables, dispatches, runs, comments and OIDC tokens of one repository`,
  );
}

function pathInRepository(path: string, repository: string): string | undefined {
  const prefix = `/repos/${repository}`.toLowerCase();
  const fits = path.toLowerCase().startsWith(`${prefix}/`) || path.toLowerCase() === prefix;
  return fits ? path.slice(prefix.length) : undefined;
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
}
