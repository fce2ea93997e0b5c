/** The endpoint port against a real server on loopback: what it sends, what it follows, and where it stops. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { realClock } from '../src/clock.ts';
import { endpoint } from '../src/endpoint.ts';
import type { Failure } from '../src/failures.ts';

const opened: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Where nobody listens any more. */
async function closed(): Promise<string> {
  const host = await serve(() => undefined);
  const server = opened.pop();
  await new Promise((resolve) => server?.close(resolve));
  return host;
}

const { get, matches } = endpoint(realClock);

test('an answer is told with its status and its body', async () => {
  const host = await serve((_, response) => response.writeHead(418).end('teapot ☕'));
  expect(await get(`http://${host}/health`, 5000)).toEqual({ status: 418, body: 'teapot ☕' });
});

test('a redirect is an answer, and nobody follows it', async () => {
  const asked: string[] = [];
  const host = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(302, { location: '/login' }).end();
  });
  expect((await get(`http://${host}/health`, 5000)).status).toBe(302);
  expect(asked).toEqual(['/health']);
});

test('a login in the address is sent as a header', async () => {
  const host = await serve((request, response) => response.end(request.headers.authorization));
  const login = Buffer.from('me:p@ss').toString('base64');
  expect((await get(`http://me:p%40ss@${host}/`, 5000)).body).toBe(`Basic ${login}`);
});

test('a body without end is cut', async () => {
  const host = await serve((_, response) => {
    const pour = (): void => {
      while (response.write('x'.repeat(64 * 1024)));
      response.once('drain', pour);
    };
    pour();
  });
  expect((await get(`http://${host}/`, 5000)).body).toHaveLength(256 * 1024);
});

test('who does not answer in time, or not at all, is upstream’s, and no secret of the address is told', async () => {
  const host = await serve(() => undefined);
  const late = await get(`http://me:secret@${host}/health?token=abc`, 50).catch(
    (error: unknown) => error as Failure,
  );
  expect(late).toMatchObject({
    kind: 'upstream',
    what: `http://${host}/health?… gave no answer`,
    why: 'it took too long',
  });
  const refused = await get(`http://${await closed()}/`, 5000).catch((error: unknown) => error as Failure);
  expect(refused).toMatchObject({ kind: 'upstream', code: 'endpoint-no-answer' });
  expect((refused as Failure).message).toContain('ECONNREFUSED');
});

test('a pattern is matched, and one that would take for ever is given up', () => {
  expect(matches({ source: '^ok$', flags: 'm' }, 'x\nok')).toBe(true);
  expect(matches({ source: '^ok$', flags: '' }, 'x\nok')).toBe(false);
  expect(matches({ source: '^(a+)+$', flags: '' }, `${'a'.repeat(60)}!`)).toBeUndefined();
});
