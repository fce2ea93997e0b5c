/**
 * The API of the local GitHub: who calls, in which API version, which route; refusals and faults become answers
 * here. What it does not know is answered with a sentence, never with a guess.
 */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { ApiAnswer, ApiRequest, Route } from './answer.ts';
import { checkRequest } from './description/requests.ts';
import { descriptionOf, findOperation } from './description/slice.ts';
import { strike, type Fault } from './faults.ts';
import { jsonOf, type Arrived, type Reply, type Sent } from './http-server.ts';
import { rateLimitPath } from './limits/rate-limit-route.ts';
import { quotaHeaders, type RateLimits } from './limits/rate-limits.ts';
import { Refusal } from './refusal.ts';
import { callerOf, mustHaveOneOf, type Caller, type TokenRights } from './tokens.ts';

export interface Site {
  readonly clock: CloudClock;
  /** Newest first. */
  readonly versions: readonly string[];
  readonly tokens: ReadonlyMap<string, TokenRights>;
  /** The first whose path a request begins with has it. */
  readonly places: readonly Place[];
  /** undefined for a server that has none. */
  readonly limits: RateLimits | undefined;
  readonly faults: Fault[];
  readonly calls: Call[];
}

/** A part of the API with routes of its own: a repository, the organization, what belongs to neither. */
export interface Place {
  /** `/repos/owner/name`; empty for what belongs to none. */
  readonly path: string;
  /** @throws Refusal for a token that sees nothing of it */
  readonly admit: (caller: Caller) => void;
  /** Their paths begin after the place's own. */
  readonly routes: readonly Route[];
}

/** One call that arrived, as tests and a demo may count it. */
export interface Call {
  readonly method: string;
  /** Decoded, with its query. */
  readonly path: string;
  readonly version: string;
  readonly status: number;
}

const documentation = 'https://docs.github.com/rest';

export function replyOfApi(site: Site, arrived: Arrived): Reply {
  const { method, url, headers } = arrived;
  const path = decoded(url.pathname);
  const version = String(headers['x-github-api-version'] ?? '2022-11-28');
  const inside = path.replace(/^\/repos\/[^/]+\/[^/]+/, '');
  const operation = findOperation(descriptionOf(version), method, url.pathname)?.operation.id;
  const fault = strike(site.faults, { method, path: inside, operation });
  const real = (): Answered => answered(site, arrived, version);
  const { sent, done, delay = 0 } = fault === undefined ? real() : withFault(fault, real);
  const status = typeof sent === 'string' ? 0 : sent.status;
  site.calls.push({ method, path: `${path}${url.search}`, version, status });
  if (sent === 'silence') done();
  return { sent, delay, left: done };
}

/** A reply, and what is to be done when it has left. */
interface Answered extends Reply {
  readonly done: () => void;
}

const sentOf = ({ status, body, headers = {} }: ApiAnswer): Sent =>
  body instanceof Buffer ? { status, headers, text: body.toString() } : jsonOf(status, body, headers);

function withFault({ when, answer, headers = {}, delay = 0, act }: Fault, real: () => Answered): Answered {
  if (when === 'before') act?.();
  const isReal = when === 'after' || answer === undefined;
  const given = isReal ? real() : undefined;
  if (when === 'after') act?.();
  const sent = answer === undefined ? (given?.sent ?? 'cut') : faultSent(answer);
  const changed = typeof sent === 'string' ? sent : { ...sent, headers: { ...sent.headers, ...headers } };
  return { sent: changed, delay, done: given?.done ?? (() => undefined) };
}

const faultSent = (answer: NonNullable<Fault['answer']>): Sent | 'cut' | 'silence' =>
  typeof answer === 'string' ? answer : sentOf({ ...answer, body: { message: answer.message } });

function answered(site: Site, { method, url, headers, text }: Arrived, version: string): Answered {
  let quota: Readonly<Record<string, string>> = {};
  let done = (): void => undefined;
  try {
    if (!site.versions.includes(version)) throw unknownVersion(version, site);
    const caller = callerOf(headers.authorization, site.tokens, site.clock.now());
    const { limits } = site;
    if (limits !== undefined && url.pathname !== rateLimitPath) {
      done = () => limits.answered(caller);
      const refusal = limits.count(caller, method);
      quota = quotaHeaders(limits.quota(caller));
      if (refusal !== undefined) throw refusal;
    }
    const { accept = '' } = headers;
    const asked = { method, path: url.pathname, query: url.searchParams, version, accept, caller };
    const answer = routed(site, asked, text);
    return { sent: sentOf({ ...answer, headers: { ...quota, ...answer.headers } }), done };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = { message: error.message, documentation_url: documentation, status: String(error.status) };
    return { sent: jsonOf(error.status, body, { ...quota, ...error.headers }), done };
  }
}

function unknownVersion(version: string, site: Site): Refusal {
  return new Refusal(
    400,
    `The API version "${version}" is not supported. Supported versions: ${site.versions.join(', ')}`,
  );
}

/** In GitHub's order: what can't be seen is not there, what is not permitted is not read. */
function routed(site: Site, asked: Omit<ApiRequest, 'body'>, text: string): ApiAnswer {
  const place = site.places.find(({ path }) => isInside(asked.path, path));
  place?.admit(asked.caller);
  const inside = asked.path.slice(place?.path.length ?? 0);
  for (const route of place?.routes ?? []) {
    const match = route.method === asked.method ? route.path.exec(inside) : null;
    if (match === null) continue;
    if (route.needs !== undefined) mustHaveOneOf(asked.caller, route.needs);
    const request = { ...asked, body: parsed(text) };
    checkAsDescribed(request);
    return route.answer(request, match.slice(1).map(decoded));
  }
  // GitHub answers the same for what a token can't see and for what is not there.
  if (place?.path === '' && /^\/(?:repos|orgs)\//.test(asked.path)) throw new Refusal(404, 'Not Found');
  throw notHere(asked);
}

function checkAsDescribed(request: ApiRequest): void {
  const description = descriptionOf(request.version);
  const found = findOperation(description, request.method, request.path);
  if (found !== undefined) checkRequest(description, found, request);
}

function isInside(path: string, place: string): boolean {
  const [asked, there] = [path.toLowerCase(), place.toLowerCase()];
  return asked === there || asked.startsWith(`${there}/`);
}

function notHere({ method, path }: Omit<ApiRequest, 'body'>): Refusal {
  return new Refusal(
    501,
    `The local GitHub does not implement ${method} ${decoded(path)}: its README lists what it has`,
  );
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
}

/** As it is when it is no valid encoding. */
function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
