/**
 * From a request to the route that answers it, in GitHub's order: what a token can't see is not there, what it is not
 * permitted is not read, and what is not as described is not done.
 */
import type { ApiAnswer, ApiRequest, Route } from './answer.ts';
import { decoded } from './decoded.ts';
import { checkRequest } from './description/requests.ts';
import { descriptionOf, findOperation } from './description/slice.ts';
import { mustHaveOneOf } from './permissions.ts';
import { Refusal } from './refusal.ts';
import type { Caller } from './tokens.ts';

/** A part of the API with routes of its own: a repository, the organization, what belongs to neither. */
export interface Place {
  /** `/repos/owner/name`; empty for what belongs to none. */
  readonly path: string;
  /** The caller with the rights that it has here; as it comes when left out. @throws Refusal when it sees nothing of it */
  readonly admit?: (caller: Caller) => Caller;
  /** Their paths begin after the place's own. */
  readonly routes: readonly Route[];
}

export type Asked = Omit<ApiRequest, 'body'>;

/** @param places the first whose path the request begins with has it. @param text the body. @throws Refusal */
export function routed(places: readonly Place[], asked: Asked, text: string): ApiAnswer {
  const place = places.find(({ path }) => isInside(asked.path, path));
  const caller = place?.admit?.(asked.caller) ?? asked.caller;
  const inside = asked.path.slice(place?.path.length ?? 0);
  for (const route of place?.routes ?? []) {
    const match = route.method === asked.method ? route.path.exec(inside) : null;
    if (match === null) continue;
    if (route.needs !== undefined) mustHaveOneOf(caller.rights, route.needs);
    const request = { ...asked, caller, body: parsed(text) };
    checkAsDescribed(request);
    return route.answer(request, match.slice(1).map(decoded));
  }
  // GitHub answers the same for what a token can't see and for what is not there.
  if (place?.path === '' && /^\/(?:repos|orgs)\//.test(asked.path)) throw new Refusal(404, 'Not Found');
  throw notHere(asked);
}

function isInside(path: string, place: string): boolean {
  const [asked, there] = [path.toLowerCase(), place.toLowerCase()];
  return asked === there || asked.startsWith(`${there}/`);
}

function checkAsDescribed(request: ApiRequest): void {
  const description = descriptionOf(request.version);
  const found = findOperation(description, request.method, request.path);
  if (found !== undefined) checkRequest(description, found, request);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
}

const notHere = ({ method, path }: Asked): Refusal =>
  new Refusal(
    501,
    `The local GitHub does not implement ${method} ${decoded(path)}: its README lists what it has`,
  );
