/** repository_dispatch: an event with a payload, which starts every workflow of the default branch that is for it. */
import { fieldsOf, type ApiRequest, type Route } from '../../answer.ts';
import { userOf } from '../../tokens.ts';
import { Refusal } from '../../refusal.ts';
import { stateOf, textAt, workflowsOf } from '../catalog/catalog.ts';
import type { WorkflowText } from '../handlers.ts';
import { start } from '../performing/starting.ts';
import type { WorkflowSite } from '../world.ts';

const longestType = 100;
const mostMembers = 10;
/** Bytes of the payload as JSON; it must be less. */
const largestPayload = 64 * 1024;

export function repositoryDispatchRoute(site: WorkflowSite): Route {
  return {
    method: 'POST',
    path: /^\/dispatches$/,
    needs: [{ contents: 'write' }],
    answer: (request) => {
      startAll(site, request);
      return { status: 204 };
    },
  };
}

function startAll(site: WorkflowSite, { body, caller }: ApiRequest): void {
  const { event_type, client_payload } = fieldsOf(body);
  const type = eventType(event_type);
  const payload = payloadOf(client_payload);
  const actor = userOf(caller).login;
  for (const { file, handler } of workflowsOf(site)) {
    const text = textAt(handler, site.defaultBranch);
    if (text === undefined || !takes(text, type) || stateOf(site, { file, handler }) !== 'active') continue;
    const what = { event: 'repository_dispatch', ref: site.defaultBranch, inputs: {}, payload } as const;
    start(site, { workflow: file, handler, text, actor, usualTitle: type, ...what });
  }
}

const takes = ({ events }: WorkflowText, type: string): boolean =>
  events === true || (events?.includes(type) ?? false);

function eventType(sent: unknown): string {
  if (typeof sent !== 'string' || sent === '') throw invalid('"event_type" wasn\'t supplied.');
  if (sent.length > longestType)
    throw invalid(
      `Only ${String(longestType)} characters are allowed; ${String(sent.length)} were supplied.`,
    );
  return sent;
}

function payloadOf(sent: unknown = {}): Readonly<Record<string, unknown>> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    throw invalid(`For 'properties/client_payload', ${JSON.stringify(sent)} is not an object.`);
  const count = Object.keys(sent).length;
  if (count > mostMembers)
    throw invalid(
      `No more than ${String(mostMembers)} properties are allowed; ${String(count)} were supplied.`,
    );
  if (Buffer.byteLength(JSON.stringify(sent)) >= largestPayload)
    throw new Refusal(422, 'client_payload is too large.');
  return fieldsOf(sent);
}

const invalid = (what: string): Refusal => new Refusal(422, `Invalid request.\n\n${what}`);
