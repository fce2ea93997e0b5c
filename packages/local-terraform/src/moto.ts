/** moto's server on a free port of loopback: the parts of AWS that the local cloud leaves to others. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pathsOf } from '../../../tools/real-parts.mjs';

export interface Moto {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** All that it holds: service → kind of resource → resources, as its own page of data tells them. */
  data(): Promise<MotoData>;
  close(): Promise<void>;
}

export type MotoData = Readonly<Record<string, Readonly<Record<string, readonly MotoResource[]>>>>;
export type MotoResource = Readonly<Record<string, unknown>>;

const patience = 60_000;

/** @param root of the checkout. @throws Error with what it printed when it does not come up within a minute. */
export async function startMoto(root: string): Promise<Moto> {
  const [program] = pathsOf(root, 'moto_server');
  if (program === undefined) {
    throw new Error('moto_server is not on this machine: node tools/python-tools.mjs moto_server');
  }
  const port = await freePort();
  const server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'close');
  const printed: string[] = [];
  // Read, so that it never waits for room; its log of requests is not kept.
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (printed.length < 50) printed.push(text);
    });
  }
  const close = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
  };
  const endpoint = `http://127.0.0.1:${String(port)}`;
  const data = async (): Promise<MotoData> =>
    (await (await fetch(`${endpoint}/moto-api/data.json`)).json()) as MotoData;
  const until = Date.now() + patience;
  while (!(await answers(endpoint))) {
    if (server.exitCode !== null || Date.now() > until) {
      await close();
      throw new Error(`moto_server did not come up:\n${printed.join('')}`);
    }
    await delay(100);
  }
  return { endpoint, data, close };
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/data.json`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
