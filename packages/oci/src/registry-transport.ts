/**
 * One HTTP exchange with a registry, login included: the only place of what is bundled that uses fetch. It asks
 * without credentials first and answers the challenge; credentials only ever go to the registry's own origin, and
 * to the token service that it names.
 */
import { parseChallenge, type Challenge } from './challenge.ts';
import { answeredError, isLoginRefused, readJson, RegistryError } from './registry-error.ts';
import { createLogin, type LoginOptions } from './registry-login.ts';
import { isLoopback } from './reference.ts';
import { watched, type Source } from './upload-source.ts';

export interface TransportOptions extends LoginOptions {
  /** `https://host` or `http://127.0.0.1:port`. */
  readonly endpoint: string;
  readonly signal?: AbortSignal | undefined;
  /** Told a line for each exchange: method, place and status; never a query, a header or a body. */
  readonly debug?: ((line: string) => void) | undefined;
}

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, or a path below the endpoint. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is opened anew for every attempt. */
  readonly body?: Uint8Array | (() => AsyncIterable<Uint8Array>);
  /** Statuses that are an answer; anything else is thrown. */
  readonly expect: readonly number[];
}

/**
 * @throws RegistryError for an unexpected status, SourceError when the body could not be read,
 * TypeError for a broken connection.
 */
export type Send = (request: RegistryRequest) => Promise<Response>;

export function createTransport(options: TransportOptions): Send {
  const { endpoint, signal, debug = () => undefined } = options;
  const origin = new URL(endpoint).origin;
  const login = createLogin(options, (challenge, basic) => fetchToken(challenge, basic, signal));

  const isOwn = (url: string | URL): boolean => new URL(url, endpoint).origin === origin;

  const exchange = async (request: RegistryRequest, authorization: string | undefined): Promise<Response> => {
    const url = new URL(request.url, endpoint);
    const source = typeof request.body === 'function' ? watched(request.body()) : undefined;
    const asked = `${request.method} ${url.host}${url.pathname}`;
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: { ...request.headers, ...(authorization === undefined ? {} : { authorization }) },
        ...(source === undefined ? bodyOf(request) : streamed(source)),
        ...(signal === undefined ? {} : { signal }),
      });
      debug(`${asked}: ${String(response.status)}`);
      return response;
    } catch (error) {
      debug(`${asked}: no answer`);
      throw source?.error() ?? error;
    }
  };

  /** @param attempts a challenge may be followed by the end of the old credentials, and that by a challenge. */
  const attempt = async (request: RegistryRequest, attempts: number): Promise<Response> => {
    const repository = repositoryOf(request.url);
    const header = isOwn(request.url) ? login.header(repository) : undefined;
    const response = await exchange(request, header);
    if (request.expect.includes(response.status)) {
      login.worked(header);
      return response;
    }
    const challenge = parseChallenge(response.headers.get('www-authenticate'));
    // Nobody but the registry is told the password, wherever it sends us.
    const isAnswer = isOwn(response.url);
    const error = await answeredError(response);
    const isRefused = isAnswer && attempts > 1 && isLoginRefused(error);
    if (!isRefused || !(await login.refused(repository, header, challenge))) throw error;
    return attempt(request, attempts - 1);
  };

  return (request) => attempt(request, 3);
}

/** Tokens are given for one repository each. */
const repositoryOf = (url: string): string =>
  /\/v2\/(.+)\/(?:blobs|manifests|referrers|tags)\//.exec(url)?.[1] ?? '';

const bodyOf = ({ body }: RegistryRequest): RequestInit => (body instanceof Uint8Array ? { body } : {});

/** A stream is sent while it is read, which fetch wants to be said. */
const streamed = ({ content }: Source): RequestInit => ({
  body: ReadableStream.from(content),
  duplex: 'half',
});

async function fetchToken(
  { realm, service, scope }: Extract<Challenge, { kind: 'bearer' }>,
  authorization: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const url = new URL(realm);
  if (url.protocol !== 'https:' && !isLoopback(url.host)) {
    throw new RegistryError(401, [], `the registry wants the password to be sent unencrypted to ${url.host}`);
  }
  if (service !== undefined) url.searchParams.set('service', service);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  const response = await fetch(url, {
    headers: { authorization },
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw await answeredError(response);
  return tokenOf(await readJson(response));
}

function tokenOf(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null) {
    for (const key of ['token', 'access_token']) {
      const found: unknown = Reflect.get(answer, key);
      if (typeof found === 'string' && found !== '') return found;
    }
  }
  throw new RegistryError(401, [], 'the token service gave no token');
}
