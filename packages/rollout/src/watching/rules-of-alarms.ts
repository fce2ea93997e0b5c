/** What the alarms say that were asked to be watched. */
import type { AlarmState } from '../observations.ts';
import type { Reason } from '../facts.ts';
import type { Rule, Watch } from './snapshot.ts';

/** One of them went off. Those that were in ALARM before the update say nothing until they have been OK once. */
export const alarmRaised: Rule = (_, watch) => {
  const reason = raisedAlarms(watch);
  return reason && { kind: 'unhealthy', reason };
};

export function raisedAlarms(watch: Watch): Reason | undefined {
  const raised = watch.memory.alarms.filter((alarm) => isRaised(alarm, watch));
  if (raised.length === 0) return undefined;
  const names = raised.map(({ name }) => name).join(', ');
  const why = raised[0]?.reason === undefined ? '' : `: ${raised[0].reason.replace(/\.$/, '')}`;
  const text = `${raised.length === 1 ? 'Alarm' : 'Alarms'} ${names} went off${why}`;
  return { code: 'alarm-raised', text };
}

function isRaised({ name, state }: AlarmState, { started, memory }: Watch): boolean {
  if (state !== 'ALARM') return false;
  return !started.found.alarming.includes(name) || memory.cleared.includes(name);
}
