/**
 * Requests of the plain HTTP routes, the registry's: throttled, struck by faults and kept in the journal as AWS calls
 * are. A fault after the effect lets the route answer into nothing first.
 */
import { once } from 'node:events';
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { ConnectionBroken, inflict, type Dispatcher } from './dispatch.ts';
import type { FaultyCall } from './faults.ts';
import { isOnTheWay, spoil, type Parties } from './faults-on-the-way.ts';
import { iamPrefix } from './iam/rights.ts';
import type { Journal } from './journal.ts';
import { ServiceError, type HttpRoute } from './service.ts';
import type { FaultWorld } from './world.ts';

interface RouteScene {
  readonly dispatcher: Dispatcher;
  readonly journal: Journal;
}

/** @throws ConnectionBroken when a fault of the world says so */
export async function answerRoute(
  route: HttpRoute,
  request: IncomingMessage,
  response: ServerResponse,
  { dispatcher, journal }: RouteScene,
): Promise<void> {
  const operation = `${request.method ?? ''} ${request.url ?? ''}`;
  const at = dispatcher.clock.now();
  const record = (status: number, error: string | undefined): void =>
    journal.record({ service: route.name, operation, at, status, error });
  response.once('finish', () => record(response.statusCode, undefined));
  try {
    await answered(route, { request, response, onCut: () => record(0, 'ECONNRESET') }, dispatcher);
  } catch (error) {
    if (error instanceof ConnectionBroken) record(0, 'ECONNRESET');
    if (!(error instanceof ServiceError)) throw error;
    // An unread body would keep the client from reading the answer.
    request.resume();
    route.refuse(response, error);
  }
}

async function answered(route: HttpRoute, parties: Parties, dispatcher: Dispatcher): Promise<void> {
  const { request, response } = parties;
  const { service, operation, resource } = route.meaning(request);
  if (operation !== undefined) dispatcher.throttling.admit(service, operation);
  const path = `${request.method ?? ''} ${request.url ?? ''}`;
  const known = operation === undefined ? [] : [operation, `${iamPrefix[service]}:${operation}`];
  const call: FaultyCall = { names: [path, `${route.name}:${path}`, ...known], resources: [resource] };
  const before = dispatcher.faults.take(call, 'before');
  const wire = before !== undefined && isOnTheWay(before) ? spoil(before, parties) : undefined;
  await inflict(wire === undefined ? before : delayOf(before), service, dispatcher.clock);
  const fault = dispatcher.faults.take(call, 'after');
  // One that only delays leaves the answer to the route.
  const isHeard = fault === undefined || fault.error === '';
  if (!isHeard) await answerUnheard(route, request);
  await inflict(fault, service, dispatcher.clock);
  if (isHeard) await route.handle(request, response, wire);
}

/** What strikes on the way may be held back first. */
const delayOf = (fault: FaultWorld | undefined): FaultWorld | undefined =>
  fault === undefined ? undefined : { ...fault, error: '' };

async function answerUnheard(route: HttpRoute, request: IncomingMessage): Promise<void> {
  const unheard = new ServerResponse(request);
  // Where a server would hand in the connection.
  unheard.assignSocket(new PassThrough().resume() as unknown as Socket);
  const over = Promise.race([once(unheard, 'finish'), once(unheard, 'close')]);
  await route.handle(request, unheard);
  await over;
}
