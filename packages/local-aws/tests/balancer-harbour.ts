/** A load balancer with its real listener, and real targets on loopback that a test brings and ends. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createBalancer, type RunningBalancer } from '../src/balancer/balancer.ts';
import type { Target } from '../src/ports.ts';
import { answers, closeLater, world } from './balancer-stage.ts';
import { trafficClock } from './traffic-clock.ts';

export interface RealTarget {
  readonly target: Target;
  /** Requests that reached it. */
  readonly seen: () => number;
  /** Ends it as a crash does: the port closes and every connection breaks. */
  readonly crash: () => Promise<void>;
}

export async function realTarget(listener: RequestListener): Promise<RealTarget> {
  let seen = 0;
  const server = createServer((request, response) => {
    seen += 1;
    listener(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    target: { id: '127.0.0.1', port: address.port },
    seen: () => seen,
    crash: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface Harbour {
  readonly balancer: RunningBalancer;
  readonly arn: string;
  readonly url: string;
  readonly clock: ReturnType<typeof trafficClock>;
  /** A real target that has passed its first health check. */
  readonly healthy: (listener: RequestListener) => Promise<RealTarget>;
}

export async function harbour(): Promise<Harbour> {
  const clock = trafficClock();
  const balancer = await createBalancer({ world, clock });
  closeLater(() => balancer.close());
  const arn = balancer.targetGroupArn('web-tg');
  return {
    balancer,
    arn,
    clock,
    url: balancer.urls['harbour-lb'] ?? '',
    healthy: async (listener) => {
      const real = await realTarget(listener);
      closeLater(() => real.crash());
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

export const say =
  (text: string): RequestListener =>
  (_, response) =>
    void response.end(text);

export const get = async (url: string): Promise<string> => (await fetch(url)).text();
