/**
 * What a client of the deployed service would see, asked over HTTP from the runner. It stands apart from the gateways
 * to registries: it trusts nothing that comes back, follows nothing, and reads only so much.
 */
import { runInNewContext } from 'node:vm';
import { defect, upstreamFailure, type Failure } from './failures.ts';
import type { Clock } from './ports.ts';
import { shownUrl } from './shown-url.ts';

/** What is read of a body: a health check that says more says too much. Bytes. */
const bodyLimit = 256 * 1024;
/** Milliseconds for a pattern: some take for ever on some texts. */
const patternLimit = 500;

export interface EndpointAnswer {
  readonly status: number;
  readonly body: string;
}

export function endpoint(clock: Clock) {
  return {
    /** @throws Failure of kind upstream when there is no answer within `timeoutMs`. */
    get: async (url: string, timeoutMs: number): Promise<EndpointAnswer> => {
      const done = new AbortController();
      const over = new AbortController();
      void clock.sleep(timeoutMs, done.signal).then(() => over.abort());
      try {
        return await ask(url, over.signal);
      } catch (error) {
        throw noAnswer(url, over.signal.aborted && !done.signal.aborted ? 'it took too long' : whyOf(error));
      } finally {
        done.abort();
      }
    },
    matches,
  };
}

async function ask(url: string, signal: AbortSignal): Promise<EndpointAnswer> {
  const { address, headers } = requestOf(url);
  const response = await fetch(address, { headers, signal, redirect: 'manual' });
  return { status: response.status, body: await beginning(response) };
}

/** fetch takes no credentials in a URL; sent as a header they reach this host alone. */
function requestOf(url: string): { readonly address: URL; readonly headers: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  const headers = { accept: '*/*', 'cache-control': 'no-cache' };
  if (username === '' && password === '') return { address, headers };
  address.username = '';
  address.password = '';
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return { address, headers: { ...headers, authorization: `Basic ${login.toString('base64')}` } };
}

async function beginning({ body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let [text, rest] = ['', bodyLimit];
  for await (const chunk of body) {
    const part = (chunk as Uint8Array).subarray(0, rest);
    text += decoder.decode(part, { stream: true });
    rest -= part.length;
    // Leaving the loop ends the connection.
    if (rest === 0) break;
  }
  return text;
}

function matches(pattern: { readonly source: string; readonly flags: string }, body: string) {
  try {
    const found: unknown = runInNewContext(
      'new RegExp(source, flags).test(body)',
      { ...pattern, body },
      { timeout: patternLimit },
    );
    return found === true;
  } catch (error) {
    if (member(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw defect(error);
  }
}

function noAnswer(url: string, why: string): Failure {
  return upstreamFailure({ code: 'endpoint-no-answer', what: `${shownUrl(url)} gave no answer`, why });
}

/** fetch says "fetch failed" and keeps what happened for its cause; `instanceof` is false across realms. */
function whyOf(error: unknown): string {
  const cause = member(error, 'cause') ?? error;
  const told = [member(cause, 'code'), member(cause, 'message')].filter(
    (each) => typeof each === 'string' && each !== '',
  );
  return told.length === 0 ? 'the connection failed' : told.join(', ');
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
