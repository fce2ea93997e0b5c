/** The engine's ports in a simulation: our real gateways, over clients that speak to the simulated cloud. */
import { Ecs } from '@slipway/aws/ecs';
import { LoadBalancers } from '@slipway/aws/elb';
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Interruption, Log, Random } from '@slipway/action-kit/ports';
import type { TaskDocument } from '@slipway/rollout/observations';
import type { Ports } from '@slipway/rollout/ports';
import { clientOf, type Wire } from './wire.ts';

const aws = { region: 'eu-west-1' };

/** As an action has them: `over` ends with a cancel too, and at the latest once the run has its end. */
export interface Signals {
  readonly cancelled: Interruption;
  readonly over: Interruption;
}

export function enginePorts(wire: Wire, dice: number, { cancelled, over }: Signals): Ports {
  const clock = wire.time.clockOf(wire.sleeper);
  const random = thrown(dice);
  const ecs = new Ecs(aws, { clock, random, over }, (config) => clientOf(wire, config));
  const balancers = new LoadBalancers(aws, (config) => clientOf(wire, config));
  const { services, deployments, revisions, taskDefinitions, tasks } = ecs;
  return {
    ...{ services, deployments, revisions, taskDefinitions, tasks },
    targets: {
      health: (group) => balancers.health(group),
      checks: (group) => balancers.checks(group),
    },
    containerLogs: { tail: () => Promise.resolve([]) },
    ...besides(wire),
    sameDocument,
    clock,
    awsTime: (moment) => moment,
    random,
    log: logInto(wire.run.lines),
    cancelled,
  };
}

function besides(wire: Wire): Pick<Ports, 'alarms' | 'endpoint' | 'credentials'> {
  let asked = 0;
  return {
    alarms: {
      states: (names) =>
        Promise.resolve(names.map((name) => ({ name, state: wire.cloud.alarm(), reason: undefined }))),
    },
    endpoint: {
      get: async (_, timeout) => {
        asked += 1;
        const { endpoint } = wire.scene;
        await wire.time.pass(endpoint === 'silent' ? timeout : 100, wire.sleeper);
        if (endpoint === 'silent') throw upstreamFailure({ code: 'no-answer', what: 'There was no answer' });
        const isGood = endpoint === 'good' || (endpoint === 'good-at-last' && asked > 2);
        return { status: isGood ? 200 : 503, body: '' };
      },
      matches: () => undefined,
    },
    credentials: { lifetime: () => Promise.resolve({ temporary: false, expiresAt: undefined }) },
  };
}

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
