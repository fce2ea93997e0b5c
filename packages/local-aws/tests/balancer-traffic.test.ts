import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createBalancer } from '../src/balancer/balancer.ts';
import { get, harbour, say } from './balancer-harbour.ts';
import { answers, closeAll, closeLater, world } from './balancer-stage.ts';
import { trafficClock } from './traffic-clock.ts';

afterEach(closeAll);

describe('a load balancer', () => {
  test('answers 503 while no target is healthy', async () => {
    const { url, balancer, arn } = await harbour();
    balancer.register(
      arn,
      { id: '127.0.0.1', port: 1 },
      () => answers(200),
      () => undefined,
    );
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([
      503,
      expect.stringContaining('503 Service Temporarily Unavailable'),
    ]);
  });

  test('takes turns among healthy targets', async () => {
    const { url, healthy } = await harbour();
    await healthy(say('a'));
    await healthy(say('b'));
    const texts = [await get(url), await get(url), await get(url), await get(url)];
    expect(texts.sort()).toEqual(['a', 'a', 'b', 'b']);
  });

  test('passes method, path, body, status and headers, but for those of one connection', async () => {
    const { url, healthy } = await harbour();
    let arrived: IncomingHttpHeaders = {};
    await healthy((request, response) => {
      arrived = request.headers;
      response.writeHead(201, { 'set-cookie': ['a=1', 'b=2'], 'x-hop': '1', connection: 'x-hop' });
      response.write(`${request.method ?? ''} ${request.url ?? ''} `);
      request.pipe(response);
    });
    const headers = { 'x-forwarded-for': '192.0.2.7', 'x-kept': 'yes', te: 'trailers' };
    const response = await fetch(`${url}/path?q=1`, { method: 'POST', body: 'body', headers });
    expect([response.status, await response.text()]).toEqual([201, 'POST /path?q=1 body']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-hop')).toBeNull();
    expect(arrived).toMatchObject({
      'x-forwarded-for': '192.0.2.7, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-kept': 'yes',
      'content-length': '4',
    });
    expect(arrived.te).toBeUndefined();
  });

  test('streams: what a target has written arrives before it ends', async () => {
    const { url, healthy } = await harbour();
    let finish = (): void => undefined;
    await healthy((_, response) => {
      response.write('first');
      finish = () => void response.end('last');
    });
    const { body } = await fetch(url);
    const reader = body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first');
    finish();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('last');
  });

  test('sends a draining target nothing new, and lets it finish what it has', async () => {
    const { url, healthy, balancer, arn } = await harbour();
    let finish = (): void => undefined;
    const arrived = Promise.withResolvers<undefined>();
    const old = await healthy((_, response) => {
      finish = () => void response.end('old');
      arrived.resolve(undefined);
    });
    const inFlight = get(url);
    await arrived.promise;
    await healthy(say('new'));
    balancer.deregister(arn, old.target, () => undefined);
    expect([await get(url), await get(url), old.seen()]).toEqual(['new', 'new', 1]);
    finish();
    expect(await inFlight).toBe('old');
  });

  test('answers 502 when a target dies before it has answered', async () => {
    const { url, healthy } = await harbour();
    await healthy((request) => void request.socket.destroy());
    expect((await fetch(url)).status).toBe(502);
  });

  test('ends the connection when a target dies in its answer', async () => {
    const { url, healthy } = await harbour();
    await healthy((_, response) => {
      response.write('half', () => void response.destroy());
    });
    await expect(get(url)).rejects.toThrow('terminated');
  });

  test('lets a scripted task answer as its health check would', async () => {
    const { url, balancer, arn, clock } = await harbour();
    let status = 200;
    balancer.register(
      arn,
      { id: '10.0.0.5', port: 8080 },
      () => answers(status),
      () => undefined,
    );
    clock.advance(1000);
    expect((await fetch(url)).status).toBe(200);
    status = 418;
    expect((await fetch(url)).status).toBe(418);
  });

  test('says which port is in use and which key of the world names it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    closeLater(async () => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const [first] = world.loadBalancers;
    const busy = {
      ...world,
      loadBalancers: first === undefined ? [] : [first, { ...first, name: 'second', port }],
    };
    await expect(createBalancer({ world: busy, clock: trafficClock() })).rejects.toThrow(
      `Port ${String(port)} of the load balancer second can't be opened: another program on this machine listens there. ` +
        'Set `loadBalancers[1].port` in the world file to a free port, or to 0 to have one picked.',
    );
  });
});
