/**
 * One HTTP exchange with a registry, login included: the only place of what is bundled that uses fetch. It asks
 * without credentials first and answers the challenge; credentials only ever go to the registry's own origin, and
 * to the token service that it names.
 */
import { parseChallenge, type Challenge } from './challenge.ts';
import { answeredError, RegistryError } from './registry-error.ts';
import { isLoopback } from './reference.ts';
import { watched, type Source } from './upload-source.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface TransportOptions {
  /** `https://host` or `http://127.0.0.1:port`. */
  readonly endpoint: string;
  readonly credentials: Credentials | undefined;
  /** Told every token that is fetched, before its first use. */
  readonly mask: (secret: string) => void;
  readonly signal?: AbortSignal | undefined;
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
  const origin = new URL(options.endpoint).origin;
  let authorization: string | undefined;

  const isOwn = (url: string | URL): boolean => new URL(url, options.endpoint).origin === origin;

  const exchange = async (request: RegistryRequest): Promise<Response> => {
    const url = new URL(request.url, options.endpoint);
    const login = isOwn(url) && authorization !== undefined ? { authorization } : {};
    const source = typeof request.body === 'function' ? watched(request.body()) : undefined;
    try {
      return await fetch(url, {
        method: request.method,
        headers: { ...request.headers, ...login },
        ...(source === undefined ? bodyOf(request) : streamed(source)),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
    } catch (error) {
      throw source?.error() ?? error;
    }
  };

  return async (request) => {
    let response = await exchange(request);
    // Nobody but the registry is told the password, wherever it sends us.
    if (response.status === 401 && options.credentials !== undefined && isOwn(response.url)) {
      const challenge = parseChallenge(response.headers.get('www-authenticate'));
      if (challenge !== undefined) {
        await response.body?.cancel();
        authorization = await authorize(challenge, options.credentials, options);
        response = await exchange(request);
      }
    }
    if (!request.expect.includes(response.status)) throw await answeredError(response);
    return response;
  };
}

const bodyOf = ({ body }: RegistryRequest): RequestInit => (body instanceof Uint8Array ? { body } : {});

/** A stream is sent while it is read, which fetch wants to be said. */
const streamed = ({ content }: Source): RequestInit => ({
  body: ReadableStream.from(content),
  duplex: 'half',
});

async function authorize(
  challenge: Challenge,
  { username, password }: Credentials,
  { mask, signal }: TransportOptions,
): Promise<string> {
  const encoded = Buffer.from(`${username}:${password}`).toString('base64');
  mask(encoded);
  const basic = `Basic ${encoded}`;
  if (challenge.kind === 'basic') return basic;
  const token = await fetchToken(challenge, basic, signal);
  mask(token);
  return `Bearer ${token}`;
}

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
  return tokenOf(await response.json());
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
