/** What speaks against a deployment that ECS has declared successful: the same facts as before, from then on. */
import { tally } from '../watching/rules-of-tasks.ts';
import { raisedAlarms } from '../watching/rules-of-alarms.ts';
import { revisionName } from '../names.ts';
import type { Reason } from '../facts.ts';
import type { Confirming } from '../phases.ts';

export function faultSince(phase: Confirming): Reason | undefined {
  return raisedAlarms(phase) ?? deathsSince(phase);
}

/** As the circuit breaker counts: of many tasks a few may die in an hour without a word against the revision. */
const share = 0.5;
const most = 200;

/** Healthy tasks may die, too: here they count, for the deployment is no longer young. */
function deathsSince({ started, memory, deathsBefore }: Confirming): Reason | undefined {
  if (!started.request.failFast) return undefined;
  const found = tally(memory.stopped.slice(deathsBefore));
  if (found?.isEnough !== true || found.total < Math.min(most, Math.ceil(share * started.desired)))
    return undefined;
  const name = revisionName(started.taskDefinition);
  const text = `${name} was declared successful, and then its tasks kept dying: ${found.words}`;
  return { code: 'tasks-keep-dying', text };
}
