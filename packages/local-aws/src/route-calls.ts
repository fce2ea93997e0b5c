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
import type { Journal } from './journal.ts';
import { ServiceError, type HttpRoute } from './service.ts';

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
    await answered(route, request, response, dispatcher);
  } catch (error) {
    if (error instanceof ConnectionBroken) record(0, 'ECONNRESET');
    if (!(error instanceof ServiceError)) throw error;
    // An unread body would keep the client from reading the answer.
    request.resume();
    route.refuse(response, error);
  }
}

async function answered(
  route: HttpRoute,
  request: IncomingMessage,
  response: ServerResponse,
  dispatcher: Dispatcher,
): Promise<void> {
  const { service, operation, resource } = route.meaning(request);
  if (operation !== undefined) dispatcher.throttling.admit(service, operation);
  const path = `${request.method ?? ''} ${request.url ?? ''}`;
  const call: FaultyCall = { names: [path, `${route.name}:${path}`], resources: [resource] };
  await inflict(dispatcher.faults.take(call, 'before'), service, dispatcher.clock);
  const fault = dispatcher.faults.take(call, 'after');
  // One that only delays leaves the answer to the route.
  const isHeard = fault === undefined || fault.error === '';
  if (!isHeard) await answerUnheard(route, request);
  await inflict(fault, service, dispatcher.clock);
  if (isHeard) await route.handle(request, response);
}

async function answerUnheard(route: HttpRoute, request: IncomingMessage): Promise<void> {
  const unheard = new ServerResponse(request);
  // Where a server would hand in the connection.
  unheard.assignSocket(new PassThrough().resume() as unknown as Socket);
  const over = Promise.race([once(unheard, 'finish'), once(unheard, 'close')]);
  await route.handle(request, unheard);
  await over;
}
