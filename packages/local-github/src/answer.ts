/** What a route of the local GitHub is and gives back; the server alone speaks HTTP. */
import type { Need } from './permissions.ts';
import { Refusal } from './refusal.ts';
import type { Caller } from './tokens.ts';

export interface ApiRequest {
  readonly method: string;
  /** Of the URL, as it was sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  /** `X-GitHub-Api-Version`; GitHub takes 2022-11-28 when there is none. */
  readonly version: string;
  /** `Accept`, empty when it was not sent. */
  readonly accept: string;
  readonly caller: Caller;
}

export interface ApiAnswer {
  readonly status: number;
  /** JSON; nothing is sent when it is undefined. A Buffer is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Of the path as it was sent; its groups are decoded and handed to `answer`. */
  readonly path: RegExp;
  /** Each is enough; looked at before the request is, as GitHub does. A route without asks for itself. */
  readonly needs?: readonly [Need, ...Need[]];
  readonly answer: (request: ApiRequest, parts: readonly string[]) => ApiAnswer;
}

/** The members of a JSON object; empty for anything else. */
export function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : {};
}

/** @throws Refusal 404 when there is none */
export function mustExist<T>(found: T | undefined): T {
  if (found === undefined) throw new Refusal(404, 'Not Found');
  return found;
}

export { pageOf } from './paging.ts';
