/**
 * The ports while the way back is asked for: no call outlasts its time, nor the last seconds of a cancelled job, in
 * which ECS is asked again at once for what it had no time for, and looked at again where it did not answer. What is
 * late is given up, and nothing follows it.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import type { Interruption } from '@slipway/action-kit/ports';
import { openEnd } from '../open-end.ts';
import { mayPassMeanwhile } from '../passing.ts';
import type { RollingBack } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { noAnswer, oneLook, orNoAnswer, over } from '../racing.ts';

/** Milliseconds from the cancel on: the runner leaves some ten seconds, and the post step goes on from there. */
const lastSeconds = 4500;
const betweenTries = 1000;
/** A look that hangs leaves the time for another one. */
const perLook = { onceCancelled: 1500 };

/** @throws Failure of kind upstream when the time is over. */
export async function inItsTime<T>(
  phase: RollingBack,
  ports: Ports,
  ask: (timely: Ports) => Promise<T>,
): Promise<T> {
  const done = openEnd();
  const until = Math.max(phase.until, ports.clock.now() + oneLook);
  const time: Time = { isOver: false, over: over({ until, onceCancelled: lastSeconds }, ports, done) };
  void time.over.then(() => (time.isOver = true));
  try {
    return await ask(timely(ports, time, done));
  } finally {
    done.end();
  }
}

interface Time {
  isOver: boolean;
  readonly over: Promise<undefined>;
}

/** Whether it does no harm to ask again after this failure. */
type IsSafe = (failure: Failure) => boolean;

const isThrottled: IsSafe = ({ code }) => code === 'throttled';

function timely(ports: Ports, time: Time, done: Interruption): Ports {
  const { services, deployments, revisions, clock, cancelled } = ports;
  const inTime = <A>(call: () => Promise<A>): Promise<A> =>
    time.isOver ? Promise.reject(noAnswer) : Promise.race([call(), time.over.then(giveUp)]);
  const again = async <A>(call: () => Promise<A>, isSafe: IsSafe): Promise<A> => {
    for (;;) {
      try {
        return await inTime(call);
      } catch (thrown) {
        if (!cancelled.aborted || !isSafe(asFailure(thrown))) throw thrown;
        await Promise.race([clock.sleep(betweenTries, done), time.over]);
        if (time.isOver) throw thrown;
      }
    }
  };
  const look = <A>(ask: () => Promise<A>): Promise<A> =>
    again(() => orNoAnswer(ask(), perLook, ports), mayPassMeanwhile);
  return {
    ...ports,
    services: {
      describe: (name) => look(() => services.describe(name)),
      update: (name, change) => again(() => services.update(name, change), isThrottled),
    },
    deployments: {
      ...deployments,
      describe: (arn) => look(() => deployments.describe(arn)),
      rollBack: (arn) => again(() => deployments.rollBack(arn), mayPassMeanwhile),
    },
    revisions: { taskDefinitionOf: (revision) => look(() => revisions.taskDefinitionOf(revision)) },
  };
}

function giveUp(): never {
  throw noAnswer;
}
