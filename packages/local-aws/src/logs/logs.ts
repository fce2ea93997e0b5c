/** CloudWatch Logs of the local cloud: where containers write, and the operations that read it. */
import type { CloudClock, LogStore } from '../ports.ts';
import type { Service } from '../service.ts';
import { filterLogEvents, getLogEvents } from './log-events.ts';
import { changingLogGroups } from './changing-log-groups.ts';
import { createLogGroups, type LogWorld } from './log-groups.ts';
import { describeLogGroups, describeLogStreams } from './log-lists.ts';

export function createLogs(parts: { readonly world: LogWorld; readonly clock: Pick<CloudClock, 'now'> }): {
  readonly service: Service;
  readonly store: LogStore;
} {
  const { world, clock } = parts;
  const groups = createLogGroups(world, clock);
  return {
    store: groups.store,
    service: {
      id: 'logs',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'Logs_20140328' }],
      operations: {
        GetLogEvents: (input) => getLogEvents(groups, input, clock.now()),
        FilterLogEvents: (input) => filterLogEvents(groups, input, clock.now()),
        DescribeLogGroups: (input) => describeLogGroups(groups, input),
        DescribeLogStreams: (input) => describeLogStreams(groups, input),
        ...changingLogGroups(groups),
      },
    },
  };
}
