import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createBalancer, type RunningBalancer } from '../src/balancer/balancer.ts';
import { answers, realTarget, world, type RealTarget } from './balancer-stage.ts';
import { trafficClock } from './traffic-clock.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Harbour {
  readonly balancer: RunningBalancer;
  readonly arn: string;
  readonly url: string;
  readonly clock: ReturnType<typeof trafficClock>;
  /** A real target that has passed its first health check. */
  readonly healthy: (listener: RequestListener) => Promise<RealTarget>;
}

async function harbour(): Promise<Harbour> {
  const clock = trafficClock();
  const balancer = await createBalancer({ world, clock });
  closing.push(() => balancer.close());
  const arn = balancer.targetGroupArn('web-tg');
  return {
    balancer,
    arn,
    clock,
    url: balancer.urls['harbour-lb'] ?? '',
    healthy: async (listener) => {
      const real = await realTarget(listener);
      closing.push(() => real.crash());
      balancer.register(
        arn,
        real.target,
        () => answers(200),
        () => undefined,
      );
      clock.advance(1000);
      return real;
    },
  };
}

const say =
  (text: string): RequestListener =>
  (_, response) =>
    void response.end(text);

const get = async (url: string): Promise<string> => (await fetch(url)).text();

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

  test('tries another target when one refuses', async () => {
    const { url, healthy } = await harbour();
    const dead = await healthy(say('dead'));
    await healthy(say('alive'));
    await dead.crash();
    expect([await get(url), await get(url), await get(url)]).toEqual(['alive', 'alive', 'alive']);
  });

  test('spares a target that refused until its next passed check', async () => {
    const { url, healthy, clock } = await harbour();
    const dead = await healthy(say('dead'));
    await healthy(say('alive'));
    await dead.crash();
    // One of the two meets the dead target, and is tried again.
    await Promise.all([get(url), get(url)]);
    const post = async () => (await fetch(url, { method: 'POST', body: 'pay' })).status;
    expect([await post(), await post(), await post()]).toEqual([200, 200, 200]);
    clock.advance(1000);
    expect([await post(), await post()].sort()).toEqual([200, 502]);
  });

  test('tries again when a target has closed the connection that was kept', async () => {
    const { url, healthy } = await harbour();
    const used = new WeakSet<object>();
    const real = await healthy((request, response) => {
      if (used.has(request.socket)) {
        request.socket.destroy();
        return;
      }
      used.add(request.socket);
      response.end('fresh');
    });
    expect([await get(url), await get(url)]).toEqual(['fresh', 'fresh']);
    expect(real.seen()).toBe(3);
  });

  test('does not send a request with a body twice', async () => {
    const { url, healthy } = await harbour();
    const dead = await healthy(say('dead'));
    const alive = await healthy(say('alive'));
    await dead.crash();
    const status = async () => (await fetch(url, { method: 'POST', body: 'pay' })).status;
    expect([await status(), await status()].sort()).toEqual([200, 502]);
    expect(alive.seen()).toBe(1);
  });

  test('fails no request while targets come, drain and crash', async () => {
    const { url, healthy, balancer, arn } = await harbour();
    let over = false;
    const statuses: number[] = [];
    const client = async (): Promise<void> => {
      while (!over) {
        const response = await fetch(url);
        await response.text();
        statuses.push(response.status);
      }
    };
    let serving = await healthy(say('0'));
    const clients = [client(), client(), client(), client()];
    for (let round = 1; round <= 8; round += 1) {
      const next = await healthy(say(String(round)));
      const before = statuses.length;
      while (statuses.length < before + 20) await new Promise(setImmediate);
      balancer.deregister(arn, serving.target, () => undefined);
      while (serving.seen() < 5) await new Promise(setImmediate);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await serving.crash();
      serving = next;
    }
    over = true;
    await Promise.all(clients);
    expect(new Set(statuses)).toEqual(new Set([200]));
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
    closing.push(async () => void other.close());
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
