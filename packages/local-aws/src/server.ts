/**
 * The HTTP server of the local cloud, on loopback only: finds the service and the protocol of a request, has it
 * dispatched, writes the answer and keeps the journal. SigV4 is accepted and not verified.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { inputFailure } from '@slipway/action-kit/failures';
import { ConnectionBroken, dispatch, notImplemented, type Call, type Dispatcher } from './dispatch.ts';
import { createFaults } from './faults.ts';
import { iamPrefix } from './iam.ts';
import { createJournal, type Journal, type RecordedCall } from './journal.ts';
import type { CloudClock } from './ports.ts';
import { readJson, writeJson } from './protocols/json.ts';
import { answerXml, errorXml, readForm } from './protocols/query.ts';
import { ServiceError, type HttpRoute, type Service } from './service.ts';
import { errorCode } from './shapes.ts';
import type { World } from './world.ts';

export interface ServerOptions {
  readonly world: Pick<World, 'account' | 'region' | 'deny' | 'faults'>;
  readonly clock: CloudClock;
  /** 0 picks a free one. */
  readonly port: number;
  readonly services: readonly Service[];
  readonly routes: readonly HttpRoute[];
}

export interface LocalServer {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly calls: readonly RecordedCall[];
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** The error name on the wire. */
  readonly error?: string;
}

interface Scene extends ServerOptions {
  readonly dispatcher: Dispatcher;
  readonly journal: Journal;
  readonly endpoint: () => string;
}

const jsonType = 'application/x-amz-json-1.1';
const xmlType = 'text/xml';

/** @throws Failure when the port is in use */
export async function startServer(options: ServerOptions): Promise<LocalServer> {
  const journal = createJournal();
  const { world, clock } = options;
  let endpoint = '';
  const dispatcher = { clock, deny: world.deny, faults: createFaults(world.faults) };
  const scene: Scene = { ...options, dispatcher, journal, endpoint: () => endpoint };
  const server = createServer((request, response) => void handle(request, response, scene));
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

async function handle(request: IncomingMessage, response: ServerResponse, scene: Scene): Promise<void> {
  const requestId = randomUUID();
  try {
    const path = request.url ?? '/';
    const route = scene.routes.find((each) => path.startsWith(each.prefix) || `${path}/` === each.prefix);
    if (route !== undefined) return await route.handle(request, response);
    const reply = await answer(request, await bodyOf(request), requestId, scene);
    const headers: Record<string, string> = { 'content-type': reply.type, 'x-amzn-requestid': requestId };
    if (reply.error !== undefined) headers['x-amzn-errortype'] = reply.error;
    response.writeHead(reply.status, headers).end(reply.body);
  } catch (error) {
    if (error instanceof ConnectionBroken || response.headersSent) return void response.destroy();
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`Internal failure: ${String(error)}\n`);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(
  request: IncomingMessage,
  body: string,
  requestId: string,
  scene: Scene,
): Promise<Reply> {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return answerJson(target, request, body, scene);
  const form = new URLSearchParams(body);
  const action = form.get('Action');
  if (request.method === 'POST' && action !== null)
    return answerQuery(action, form, request, requestId, scene);
  return jsonError(notImplemented(`${request.method ?? ''} ${request.url ?? ''}`));
}

async function answerJson(
  target: string,
  request: IncomingMessage,
  body: string,
  scene: Scene,
): Promise<Reply> {
  const [prefix = '', operation = ''] = target.split('.');
  const service = scene.services.find(
    ({ protocol }) => protocol.kind === 'json' && protocol.targetPrefix === prefix,
  );
  if (service === undefined) return jsonError(notImplemented(target));
  const read: Call['read'] = (shape) => readJson(shape, parsedJson(body));
  return journalled({ service, operation, read, context: contextOf(request, scene) }, scene, {
    success: ({ output, value }) => ({
      status: 200,
      type: jsonType,
      body: JSON.stringify(writeJson(output, value)),
    }),
    failure: jsonError,
  });
}

async function answerQuery(
  operation: string,
  form: URLSearchParams,
  request: IncomingMessage,
  requestId: string,
  scene: Scene,
): Promise<Reply> {
  const version = form.get('Version');
  const service = scene.services.find(
    ({ protocol }) => protocol.kind === 'query' && protocol.version === version,
  );
  if (service?.protocol.kind !== 'query') {
    return xmlError(notImplemented(`${operation} of version ${version ?? 'unknown'}`), '', requestId);
  }
  const { namespace } = service.protocol;
  const read: Call['read'] = (shape) => readForm(shape, form);
  return journalled({ service, operation, read, context: contextOf(request, scene) }, scene, {
    success: ({ output, value }) => ({
      status: 200,
      type: xmlType,
      body: answerXml({ operation, namespace, requestId, output, value }),
    }),
    failure: (error) =>
      xmlError(
        new ServiceError(errorCode(service.id, error.code), error.message, error.status),
        namespace,
        requestId,
      ),
  });
}

async function journalled(
  call: Call,
  { dispatcher, journal, clock }: Scene,
  write: {
    readonly success: (answer: Awaited<ReturnType<typeof dispatch>>) => Reply;
    readonly failure: (error: ServiceError) => Reply;
  },
): Promise<Reply> {
  const at = clock.now();
  const record = (status: number, error: string | undefined): void =>
    journal.record({
      service: iamPrefix[call.service.id],
      operation: call.operation,
      at,
      status,
      error,
    });
  try {
    const reply = write.success(await dispatch(call, dispatcher));
    record(reply.status, undefined);
    return reply;
  } catch (thrown) {
    if (thrown instanceof ConnectionBroken) {
      record(0, 'ECONNRESET');
      throw thrown;
    }
    const error = asServiceError(thrown);
    record(error.status, error.code);
    return write.failure(error);
  }
}

/** What an operation threw by mistake is answered as AWS answers its own mistakes. */
const asServiceError = (thrown: unknown): ServiceError =>
  thrown instanceof ServiceError
    ? thrown
    : new ServiceError('InternalFailure', thrown instanceof Error ? thrown.message : String(thrown), 500);

function parsedJson(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new ServiceError('SerializationException', 'The request is not JSON');
  }
}

function contextOf(request: IncomingMessage, { world, endpoint }: Scene): Call['context'] {
  const credential = /Credential=([^/,\s]+)/.exec(request.headers.authorization ?? '');
  return {
    account: world.account,
    region: world.region,
    endpoint: endpoint(),
    accessKeyId: credential?.[1] ?? 'anonymous',
  };
}

const jsonError = ({ code, message, status }: ServiceError): Reply => ({
  status,
  type: jsonType,
  body: JSON.stringify({ __type: code, message }),
  error: code,
});

const xmlError = ({ code, message, status }: ServiceError, namespace: string, requestId: string): Reply => ({
  status,
  type: xmlType,
  body: errorXml({ code, message, status, namespace, requestId }),
  error: code,
});
