/**
 * HTTP on loopback for the local GitHub: takes a request in, lets it pass the turnstile, and writes what the site
 * replies, with the date of its clock. What the reply is, it does not know.
 */
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { CloudClock } from '@slipway/local-aws/ports';
import type { Turnstile } from '@slipway/local-aws/turnstile';

export interface Arrived {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Sent {
  readonly status: number;
  /** One that is an empty text is not sent; `date` is the clock's when it is left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** Nothing is sent when it is undefined. */
  readonly text: string | undefined;
}

export interface Reply {
  /** `cut`: the connection breaks; `silence`: it stays open without a word. */
  readonly sent: Sent | 'cut' | 'silence';
  /** Milliseconds until it leaves. */
  readonly delay?: number;
  /** Called when it leaves or is dropped; never for silence. */
  readonly left?: () => void;
}

export interface HttpServerOptions {
  /** 0 picks a free one. */
  readonly port: number;
  readonly clock: CloudClock;
  readonly turnstile: Turnstile;
  readonly reply: (arrived: Arrived) => Reply;
}

export interface HttpServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/** @throws Error that names the port when it is taken. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer((request, response) => void handle(request, response, options));
  // Clients keep connections open between polls that may be far apart.
  server.keepAliveTimeout = 60_000;
  const port = await listen(server, options.port);
  return { url: `http://127.0.0.1:${String(port)}`, close: () => close(server) };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { clock, turnstile, reply }: HttpServerOptions,
): Promise<void> {
  const body = await bodyOf(request);
  const { method = 'GET', url = '/', headers } = request;
  const onGone = (told: () => void): void => void response.once('close', told);
  const leave = await turnstile.enter({ method, url, headers, body, onGone });
  const given = replied(reply, { method, url: new URL(url, 'http://local'), headers, text: body.toString() });
  const { sent, delay = 0 } = given;
  if (sent === 'silence') return;
  if (delay > 0) await new Promise<void>((resolve) => void clock.after(delay, resolve));
  await leave();
  given.left?.();
  if (sent === 'cut') response.destroy();
  else write(response, sent, new Date(clock.now()));
}

function write(response: ServerResponse, { status, headers, text }: Sent, now: Date): void {
  response.sendDate = false;
  response.writeHead(status, withoutEmpty({ date: now.toUTCString(), ...headers })).end(text);
}

const withoutEmpty = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));

function replied(reply: HttpServerOptions['reply'], arrived: Arrived): Reply {
  try {
    return reply(arrived);
  } catch (error) {
    return { sent: jsonOf(500, { message: `The local GitHub failed: ${String(error)}` }) };
  }
}

export function jsonOf(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Sent {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, text };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new Error(`Port ${String(port)} is in use: give the local GitHub another one, or 0 for any.`)
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
