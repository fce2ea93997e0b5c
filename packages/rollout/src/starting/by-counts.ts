/**
 * What the counts of a service are worth where its tasks may not be looked at: they hold tasks of every revision,
 * so they prove less than a look, and whoever believes them says so.
 */
import type { Failure } from '@slipway/action-kit/failures';
import { revisionName } from '../names.ts';
import type { ServiceState } from '../observations.ts';

export interface Counted {
  readonly service: ServiceState;
  /** Why the tasks themselves were not looked at. */
  readonly denial: Failure;
}

export type Tally = 'as-asked' | 'too-few' | 'unsettled';

/** With more than is asked for another revision may still drain; that tells nothing of this one. */
export function tallyOf({ desired, running, pending }: ServiceState): Tally {
  if (running < desired) return 'too-few';
  return running === desired && pending === 0 ? 'as-asked' : 'unsettled';
}

/** `web:41 runs already, with 2 of 2 tasks by the counts of the service`. */
export function toldByCounts(runs: string, { service }: Counted): string {
  const { taskDefinition, running, desired } = service;
  const tasks = `${String(running)} of ${String(desired)} tasks`;
  return `${revisionName(taskDefinition)} ${runs} ${tasks} by the counts of the service`;
}

export const unproven = ({ denial }: Counted): string =>
  `Nothing proves which revision those tasks run: ${denial.message}`;
