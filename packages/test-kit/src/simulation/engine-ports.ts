/** The engine's ports in a simulation: our real gateways, over clients that speak to the simulated cloud. */
import { Ecs } from '@slipway/aws/ecs';
import { LoadBalancers } from '@slipway/aws/elb';
import type { Log, Random } from '@slipway/action-kit/ports';
import type { TaskDocument } from '@slipway/rollout/observations';
import type { Ports } from '@slipway/rollout/ports';
import { clientOf, type Wire } from './wire.ts';

const aws = { region: 'eu-west-1' };

export function enginePorts(wire: Wire, dice: number, cancelled: AbortSignal): Ports {
  const clock = wire.time.clockOf(wire.sleeper);
  const random = thrown(dice);
  const ecs = new Ecs(aws, { clock, random }, (config) => clientOf(wire, config));
  const balancers = new LoadBalancers(aws, (config) => clientOf(wire, config));
  const { services, deployments, revisions, taskDefinitions, tasks } = ecs;
  return {
    ...{ services, deployments, revisions, taskDefinitions, tasks },
    targets: {
      health: (group) => balancers.health(group),
      checks: (group) => balancers.checks(group),
    },
    containerLogs: { tail: () => Promise.resolve([]) },
    ...besides,
    sameDocument,
    clock,
    random,
    log: logInto(wire.run.lines),
    cancelled,
  };
}

/** Neither alarms of the run's own, nor an endpoint, nor an end of the credentials. */
const besides: Pick<Ports, 'alarms' | 'endpoint' | 'credentials'> = {
  alarms: { states: () => Promise.resolve([]) },
  endpoint: {
    get: (url) => Promise.reject(new Error(`nobody asks ${url}`)),
    matches: () => undefined,
  },
  credentials: { lifetime: () => Promise.resolve({ temporary: false, expiresAt: undefined }) },
};

/** The documents of a simulation differ by their image alone. */
const sameDocument = (a: TaskDocument, b: TaskDocument): boolean => imageIn(a) === imageIn(b);

function imageIn({ containerDefinitions }: TaskDocument): unknown {
  const [first] = containerDefinitions as readonly { readonly image?: string }[];
  return first?.image;
}

function logInto(lines: string[]): Log {
  return {
    info: (line) => void lines.push(line),
    debug: () => undefined,
    mask: () => undefined,
    group: (_, body) => body(),
  };
}

/** Mulberry32: the same throws for the same seed. */
function thrown(seed: number): Random {
  let state = seed | 0;
  return {
    next: () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
