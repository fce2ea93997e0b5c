/**
 * The API of the local GitHub: who calls, in which API version, which route; refusals and faults become answers
 * here. What it does not know is answered with a sentence, never with a guess.
 */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { ApiAnswer, ApiRequest, Route } from './answer.ts';
import { strike, type Fault } from './faults.ts';
import { jsonOf, type Arrived, type Reply } from './http-server.ts';
import { Refusal } from './refusal.ts';
import { callerOf, mustHaveOneOf, type Caller, type TokenRights } from './tokens.ts';

export interface Site {
  readonly clock: CloudClock;
  /** Newest first. */
  readonly versions: readonly string[];
  readonly tokens: ReadonlyMap<string, TokenRights>;
  /** The first whose path a request begins with has it. */
  readonly places: readonly Place[];
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
  const fault = strike(site.faults, method, path.replace(/^\/repos\/[^/]+\/[^/]+/, ''));
  const given = fault?.when === 'before' ? undefined : answer(site, arrived, version);
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

function answer(site: Site, { method, url, headers, text }: Arrived, version: string): ApiAnswer {
  try {
    if (!site.versions.includes(version)) throw unknownVersion(version, site);
    const caller = callerOf(headers.authorization, site.tokens, site.clock.now());
    const { accept = '' } = headers;
    const asked = { method, path: url.pathname, query: url.searchParams, version, accept, caller };
    return routed(site, asked, text);
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

/** In GitHub's order: what can't be seen is not there, what is not permitted is not read. */
function routed(site: Site, asked: Omit<ApiRequest, 'body'>, text: string): ApiAnswer {
  const place = site.places.find(({ path }) => isInside(asked.path, path));
  place?.admit(asked.caller);
  const inside = asked.path.slice(place?.path.length ?? 0);
  for (const route of place?.routes ?? []) {
    const match = route.method === asked.method ? route.path.exec(inside) : null;
    if (match === null) continue;
    if (route.needs !== undefined) mustHaveOneOf(asked.caller, route.needs);
    return route.answer({ ...asked, body: parsed(text) }, match.slice(1).map(decoded));
  }
  // GitHub answers the same for what a token can't see and for what is not there.
  if (place?.path === '' && /^\/(?:repos|orgs)\//.test(asked.path)) throw new Refusal(404, 'Not Found');
  throw notHere(asked);
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
