/** What the tests of the balancer share: a world with one load balancer, and real targets on loopback. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { ProbeResult, Target } from '../src/ports.ts';
import type { BalancerWorld } from '../src/balancer/balancer.ts';

export const world: BalancerWorld = {
  account: '000000000000',
  region: 'eu-west-1',
  loadBalancers: [
    {
      name: 'harbour-lb',
      port: 0,
      targetGroup: {
        name: 'web-tg',
        port: 8080,
        deregistrationDelay: 5000,
        healthCheck: {
          path: '/healthz',
          interval: 1000,
          timeout: 500,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
          matcher: '200',
        },
      },
    },
  ],
};

export const answers = (status: number): ProbeResult => ({ kind: 'answer', status });

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
