/** One request answered: version and token looked at, counted, routed, and refusals put into GitHub's form. */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { ApiAnswer } from './answer.ts';
import { conditional } from './conditional.ts';
import { jsonOf, type Arrived, type Sent } from './http-server.ts';
import { rateLimitPath } from './limits/rate-limit-route.ts';
import { quotaHeaders, type RateLimits } from './limits/rate-limits.ts';
import { linkHeader } from './paging.ts';
import { Refusal } from './refusal.ts';
import { routed, type Place } from './routing.ts';
import { callerOf, tokenHeaders, type Caller, type TokenRights } from './tokens.ts';

export interface Answering {
  readonly clock: CloudClock;
  /** Base of the API, once it is known. */
  readonly url: () => string;
  /** Newest first. */
  readonly versions: readonly string[];
  readonly tokens: ReadonlyMap<string, TokenRights>;
  readonly places: readonly Place[];
  /** undefined for a server that has none. */
  readonly limits: RateLimits | undefined;
}

export interface Answered {
  readonly sent: Sent;
  /** To be called when it has left. */
  readonly done: () => void;
}

type Headers = Readonly<Record<string, string>>;

const documentation = 'https://docs.github.com/rest';

/** @param version of the API, as it is asked for. */
export function answered(site: Answering, arrived: Arrived, version: string): Answered {
  const selected = {
    'x-github-api-version-selected': version,
    'x-github-media-type': 'github.v3; format=json',
  };
  try {
    if (!site.versions.includes(version)) throw unknownVersion(version, site);
    const caller = callerOf(arrived.headers.authorization, site.tokens, site.clock.now());
    return answeredTo(caller, site, arrived, { ...selected, ...tokenHeaders(caller) });
  } catch (error) {
    return { sent: refused(error, {}), done: () => undefined };
  }
}

function answeredTo(caller: Caller, site: Answering, arrived: Arrived, common: Headers): Answered {
  const { method, url } = arrived;
  const limits = url.pathname === rateLimitPath ? undefined : site.limits;
  const refusal = limits?.count(caller, method);
  const sent =
    refusal === undefined
      ? conditional(arrived, sentTo(caller, site, arrived, common))
      : refused(refusal, common);
  if (sent.status === 304) limits?.giveBack(caller);
  const quota = limits === undefined ? {} : quotaHeaders(limits.quota(caller));
  return { sent: { ...sent, headers: { ...quota, ...sent.headers } }, done: () => limits?.answered(caller) };
}

function sentTo(caller: Caller, { places, url: base }: Answering, arrived: Arrived, headers: Headers): Sent {
  const { method, url, text } = arrived;
  const version = String(headers['x-github-api-version-selected']);
  const asked = { method, path: url.pathname, query: url.searchParams, version, caller };
  try {
    const answer = routed(places, { ...asked, accept: arrived.headers.accept ?? '' }, text);
    return sentOf({ ...answer, headers: { ...headers, ...linkHeader(base(), url), ...answer.headers } });
  } catch (error) {
    return refused(error, headers);
  }
}

const sentOf = ({ status, body, headers = {} }: ApiAnswer): Sent =>
  body instanceof Buffer ? { status, headers, text: body.toString() } : jsonOf(status, body, headers);

/** @throws what is no refusal */
function refused(error: unknown, headers: Headers): Sent {
  if (!(error instanceof Refusal)) throw error;
  const { status, message } = error;
  const body = { message, documentation_url: documentation, status: String(status) };
  return jsonOf(status, body, { ...headers, ...error.headers });
}

const unknownVersion = (version: string, { versions }: Answering): Refusal =>
  new Refusal(
    400,
    `The API version "${version}" is not supported. Supported versions: ${versions.join(', ')}`,
  );
