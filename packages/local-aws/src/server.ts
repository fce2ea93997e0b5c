/**
 * The HTTP server of the local cloud, on loopback only: finds the service and the protocol of a request, has it
 * dispatched, writes the answer and keeps the journal. SigV4 is accepted and not verified.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { inputFailure } from '@slipway/action-kit/failures';
import { ConnectionBroken, type Gate } from './dispatch.ts';
import { createFaults } from './faults.ts';
import type { Authority } from './iam/authority.ts';
import { createJournal, type RecordedCall } from './journal.ts';
import type { CloudClock } from './ports.ts';
import type { HttpRoute, Service } from './service.ts';
import { createThrottling } from './throttling.ts';
import { createCredentials } from './credentials.ts';
import { answerRoute } from './route-calls.ts';
import { openTurnstile, type Turnstile } from './turnstile.ts';
import { answerCall, type Scene } from './wire-calls.ts';
import type { World } from './world.ts';

export interface ServerOptions {
  readonly world: Pick<World, 'account' | 'region' | 'credentials' | 'faults' | 'throttling'>;
  readonly authority: Authority;
  readonly clock: CloudClock;
  /** 0 picks a free one. */
  readonly port: number;
  readonly services: readonly Service[];
  readonly routes: readonly HttpRoute[];
  readonly gate?: Gate | undefined;
  readonly turnstile?: Turnstile | undefined;
}

export interface LocalServer {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly calls: readonly RecordedCall[];
  close(): Promise<void>;
}

/** @throws Failure when the port is in use */
export async function startServer(options: ServerOptions): Promise<LocalServer> {
  const journal = createJournal();
  const { world, clock, turnstile = openTurnstile } = options;
  let endpoint = '';
  const dispatcher = {
    clock,
    authority: options.authority,
    faults: createFaults(world.faults),
    throttling: createThrottling(world.throttling, clock),
    credentials: createCredentials(world.credentials, clock, options.authority.sessions),
    gate: options.gate,
    ...(turnstile.during === undefined ? {} : { during: turnstile.during }),
  };
  const scene = { world, services: options.services, dispatcher, journal, endpoint: () => endpoint };
  const door: Door = { scene, turnstile, routes: options.routes };
  const server = createServer((request, response) => void handle(request, response, door));
  // Clients keep connections open between polls that may be far apart.
  server.keepAliveTimeout = 60_000;
  endpoint = `http://127.0.0.1:${await listen(server, options.port)}`;
  return { endpoint, calls: journal.calls, close: () => closeServer(server) };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portInUse(port, error) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

const portInUse = (port: number, cause: Error): Error =>
  inputFailure({
    code: 'port-in-use',
    what: `The local cloud can't listen on 127.0.0.1:${port}`,
    why: 'another program uses this port',
    hint: `Choose another one with \`--port ${port + 1}\`, or \`--port 0\` for any that is free.`,
    cause,
  });

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** What a request may turn out to be for, and who lets it in. */
interface Door {
  readonly scene: Scene;
  readonly turnstile: Turnstile;
  readonly routes: readonly HttpRoute[];
}

async function handle(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  try {
    const path = request.url ?? '/';
    const route = door.routes.find((each) => path.startsWith(each.prefix) || `${path}/` === each.prefix);
    if (route === undefined) await handleCall(request, response, door);
    else await answerRoute(route, request, response, door.scene);
  } catch (error) {
    if (error instanceof ConnectionBroken || response.headersSent) {
      response.destroy();
      return;
    }
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`Internal failure: ${String(error)}\n`);
  }
}

async function handleCall(
  request: IncomingMessage,
  response: ServerResponse,
  { scene, turnstile }: Door,
): Promise<void> {
  const requestId = randomUUID();
  const { method = 'GET', url, headers } = request;
  const body = await bodyOf(request);
  const onGone = (told: () => void): void => void response.once('close', told);
  const leave = await turnstile.enter({ method, url: url ?? '/', headers, body, onGone });
  const answered = answerCall({ method, url, headers, body, requestId }, scene);
  // A broken connection waits for its turn, too.
  const [settled] = await Promise.allSettled([answered]);
  await leave();
  if (settled.status === 'rejected') throw settled.reason;
  const reply = settled.value;
  // A client that finds another time here than its own takes its clock for wrong, and tries again what is final.
  const date = new Date(scene.dispatcher.clock.now()).toUTCString();
  response.writeHead(reply.status, { ...reply.headers, date, 'x-amzn-requestid': requestId }).end(reply.body);
}

/** SDKs compress what is large (PutMetricData). */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}
