/**
 * One request through a load balancer: pick a target, stream there and back, say what ALB says when that can't
 * be done. Targets are on loopback; a scripted one, which has no socket, answers as its health check would.
 */
import { request as httpRequest, type Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { endToEnd, forwardedHeaders } from './hop-headers.ts';
import type { Observed } from './metrics.ts';
import type { Destination, TargetGroup } from './target-group.ts';

/** It is told how the request ended. */
export interface Exchange extends Observed {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** ALB's idle timeout, in real milliseconds. */
const idleTimeout = 60_000;

const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/**
 * Without a healthy target: 503. (ALB fails open: with unhealthy targets only it sends requests to all of
 * them. A person who watches a deployment is told the truth sooner by a 503.)
 */
export function forward(exchange: Exchange, group: TargetGroup, agent: Agent): void {
  const tried = new Set<Destination>();
  const attempt = (): void => {
    if (exchange.response.destroyed) return;
    const destination = group.next(tried);
    if (destination === undefined) {
      answer(exchange, tried.size === 0 ? 503 : 502);
      return;
    }
    tried.add(destination);
    if (destination.target.id !== '127.0.0.1') {
      void answerScripted(exchange, destination);
      return;
    }
    send(exchange, destination, agent, (lost) => {
      // The target itself is well: it had only closed an idle connection.
      if (lost === 'connection') tried.delete(destination);
      attempt();
    });
  };
  attempt();
}

function send(exchange: Exchange, destination: Destination, agent: Agent, again: (lost: Lost) => void): void {
  const { request, response } = exchange;
  const { socket } = request;
  const client = { address: socket.remoteAddress ?? '127.0.0.1', port: socket.localPort ?? 80 };
  const upstream = httpRequest({
    host: destination.target.id,
    port: destination.target.port,
    method: request.method,
    path: request.url,
    headers: forwardedHeaders(request.headers, client),
    agent,
  });
  const abandon = (): void => {
    if (!response.writableFinished) upstream.destroy();
  };
  response.once('close', abandon);
  upstream.once('response', (answered) => {
    exchange.tell('target', answered.statusCode ?? 502);
    stream(answered, response);
  });
  upstream.setTimeout(idleTimeout, () => {
    answer(exchange, 504);
    upstream.destroy();
  });
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    response.removeListener('close', abandon);
    if (error.code === 'ECONNREFUSED') {
      destination.suspect();
      exchange.refused();
    }
    const lost = lostOf(error, upstream.reusedSocket);
    if (lost !== undefined && mayTryAgain(exchange)) again(lost);
    else answer(exchange, 502);
  });
  if (hasBody(request)) request.pipe(upstream);
  else upstream.end();
}

function stream(answered: IncomingMessage, response: ServerResponse): void {
  const headers = endToEnd(answered.headers);
  response.writeHead(answered.statusCode ?? 502, answered.statusMessage, headers);
  // A target that dies in the middle of its answer ends the client's connection, as ALB does.
  pipeline(answered, response, () => undefined);
}

/** What may be tried again: a target that refused, or an idle connection that its target had closed. */
type Lost = 'target' | 'connection';

function lostOf({ code }: NodeJS.ErrnoException, reusedSocket: boolean): Lost | undefined {
  if (code === 'ECONNREFUSED') return 'target';
  return reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE') ? 'connection' : undefined;
}

/**
 * ALB itself answers 502 when a connection is refused. Here a target is a process that may die between two
 * health checks a moment before the scheduler hears of it, which a container behind ALB's network does not show
 * as often; so it is tried again, but only where nothing can happen twice: idempotent, and without a body.
 */
function mayTryAgain({ request, response }: Exchange): boolean {
  return !response.headersSent && !hasBody(request) && idempotent.has(request.method ?? '');
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

async function answerScripted(exchange: Exchange, { probe }: Destination): Promise<void> {
  const result = await probe({ path: exchange.request.url ?? '/', timeout: idleTimeout });
  if (result.kind !== 'answer') {
    answer(exchange, result.kind === 'timeout' ? 504 : 502);
    return;
  }
  exchange.tell('target', result.status);
  write(exchange, result.status, 'answered by a scripted task');
}

const words: Readonly<Record<number, string>> = {
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
};

/** Once an answer has begun, all that is left is to end it. */
function answer(exchange: Exchange, status: number): void {
  const { response } = exchange;
  if (response.headersSent) {
    if (!response.writableEnded) response.destroy();
    return;
  }
  exchange.tell('balancer', status);
  write(exchange, status, words[status] ?? String(status));
}

/** In ALB's own page. */
function write({ request, response }: Exchange, status: number, title: string): void {
  // A body that nobody reads would hold the connection.
  request.resume();
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  response.writeHead(status, { server: 'awselb/2.0', 'content-type': 'text/html' });
  response.end(request.method === 'HEAD' ? undefined : page);
}
