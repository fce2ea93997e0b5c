/** The end of a run that had nothing to do: what was asked for serves already. */
import { toldByCounts, unproven } from '../starting/by-counts.ts';
import { ended } from '../endings.ts';
import { revisionName } from '../names.ts';
import type { Baseline, Serving } from '../facts.ts';
import type { Ended } from '../phases.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';
import type { Already } from './serving-already.ts';
import { drainingLines } from '../ending/succeeding.ts';

type Serves = Exclude<Already, { kind: 'disproved' }>;

export function unchanged(
  request: Request,
  already: Serves,
  baseline: Baseline | undefined,
  ports: Pick<Ports, 'clock'>,
): Ended<'unchanged'> {
  const { text, warnings } = toldAs(already);
  const { taskDefinition, serving } = servedBy(already);
  const known = { baseline, taskDefinition, serving, warnings };
  return ended('unchanged', request, { code: 'unchanged', text }, ports.clock.now(), known);
}

/** What is told by counts is no proof, so it is not named as what serves. */
function servedBy(already: Serves): {
  readonly taskDefinition: string;
  readonly serving: Serving | undefined;
} {
  if (already.kind === 'counted')
    return { taskDefinition: already.service.taskDefinition, serving: undefined };
  const { taskDefinition, tasks } = already.seen;
  return { taskDefinition, serving: { taskDefinition, tasks } };
}

function toldAs(already: Serves): { readonly text: string; readonly warnings: readonly string[] } {
  const { service } = already.kind === 'proven' ? already.seen : already;
  const name = revisionName(servedBy(already).taskDefinition);
  if (service.desired === 0) {
    const warnings = [`Nothing runs: the desired count of ${service.name} is 0.`];
    return { text: `${service.name} is asked for 0 tasks of ${name} already`, warnings };
  }
  if (already.kind === 'counted')
    return { text: toldByCounts('runs already, with', already), warnings: [unproven(already)] };
  const tasks = `${String(already.seen.tasks)} of ${String(service.desired)} tasks`;
  return { text: `${name} runs already, with ${tasks}`, warnings: drainingLines(already.seen.draining) };
}
