/** A loopback listener of a load balancer. */
import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import { setupFailure } from '@slipway/action-kit/failures';
import { forward } from './forward.ts';
import { answerItself, askedFor } from './own-answers.ts';
import type { Action, AskedFor, Doors } from './listener-rules.ts';
import type { Observed } from './metrics.ts';
import type { TargetGroup } from './target-group.ts';

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenerPlace {
  /** Of the load balancer. */
  readonly name: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Where the world file says so: `loadBalancers[0].port`. */
  readonly key: string;
  /** Where the load balancer's listener for a port stands on this machine. */
  readonly portFor: Doors['portFor'];
}

/**
 * @param choose what becomes of a request
 * @param observe told of each request that is forwarded when it begins
 * @throws Failure of kind setup when the port can't be opened.
 */
export async function openListener(
  place: ListenerPlace,
  choose: (request: AskedFor) => Action | undefined,
  observe: (group: TargetGroup) => Observed,
): Promise<Listener> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const asked = askedFor(request);
    const action = choose(asked);
    if (action?.kind !== 'forward') {
      answerItself(action, asked, request, response, place.portFor);
      return;
    }
    const group = action.shares.next();
    if (group === undefined) answerItself(undefined, asked, request, response, place.portFor);
    else forward({ request, response, ...observe(group) }, group, agent);
  });
  server.listen(place.port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portFailure(place, error);
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : place.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

function portFailure({ name, port, key }: ListenerPlace, error: unknown): Error {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const inUse = code === 'EADDRINUSE';
  return setupFailure({
    code: inUse ? 'port-in-use' : 'port-not-opened',
    what: `Port ${String(port)} of the load balancer ${name} can't be opened`,
    why: inUse ? 'another program on this machine listens there' : String(code ?? error),
    hint: `Set \`${key}\` in the world file to a free port, or to 0 to have one picked.`,
    cause: error,
  });
}
