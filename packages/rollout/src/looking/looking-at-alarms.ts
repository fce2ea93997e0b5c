/** The CloudWatch alarms that were asked to be watched: every 20 s, and when the deployment is over. */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import type { Glance } from './glance.ts';
import type { AlarmState } from '../observations.ts';
import { mayPassMeanwhile } from '../passing.ts';
import type { Ports } from '../ports.ts';
import { tell, tellOnce, warned, type Seen } from '../telling.ts';

const every = 20_000;

/**
 * @param atOnce whether they are asked now, whenever they were asked last: nobody asks them after that.
 * @throws Failure then, when it passes: the look is worth another one.
 */
export async function withAlarms(seen: Seen, glance: Glance, ports: Ports, atOnce = false): Promise<Seen> {
  const { started, memory } = seen;
  const { alarms } = started.request;
  const now = ports.clock.now();
  const isEnd = glance.counts !== undefined && !glance.isGoingOn;
  const due = atOnce || now - memory.alarmsAt >= every || (isEnd && glance.changed);
  if (alarms.length === 0 || !due) return seen;
  try {
    const states = await ports.alarms.states(alarms);
    return states.reduce((before, alarm) => toldOf(before, alarm, ports), {
      started,
      memory: { ...memory, alarmsAt: now },
    });
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (!mayPassMeanwhile(failure))
      return unseen({ started, memory: { ...memory, alarmsAt: now } }, failure, ports);
    if (atOnce) throw failure;
    // One look at them is not the deployment's fate: the next one comes soon.
    return seen;
  }
}

/** A permission that went; whoever asked for them to be watched is told at the end, too. */
function unseen(seen: Seen, failure: Failure, ports: Ports): Seen {
  const { memory, started } = tellOnce(
    seen,
    'alarms',
    'alarm',
    `the alarms can’t be seen: ${failure.message}`,
    ports,
  );
  return {
    memory,
    started: warned(started, `The alarms could not be watched to the end: ${failure.message}`),
  };
}

function toldOf(seen: Seen, alarm: AlarmState, ports: Ports): Seen {
  const { started, memory } = seen;
  const before = memory.alarms.find(({ name }) => name === alarm.name);
  const cleared = alarm.state === 'OK' ? [...new Set([...memory.cleared, alarm.name])] : memory.cleared;
  const alarms = [...memory.alarms.filter(({ name }) => name !== alarm.name), alarm];
  const next = { started, memory: { ...memory, alarms, cleared } };
  const isNews = before?.state !== alarm.state && (before !== undefined || alarm.state === 'ALARM');
  return isNews ? tell(next, 'alarm', `alarm ${alarm.name} is ${inWords(alarm)}`, ports) : next;
}

const inWords = ({ state, reason }: AlarmState): string =>
  state === 'ALARM' && reason !== undefined ? `in ALARM: ${reason}` : state;
