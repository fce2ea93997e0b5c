/**
 * What it takes to call a deployment that ECS declared successful a success: that its revision runs, as far as
 * that can be seen.
 */
import { ended, knownOf } from './endings.ts';
import { counted, revisionName } from './names.ts';
import type { Ended, Started } from './phases.ts';
import type { Ports } from './ports.ts';
import { servingNow, type Seen } from './serving.ts';

export type Proof =
  | { readonly kind: 'serves'; readonly serving: Seen }
  /** Nothing runs, or another revision does. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'unseen' };

export async function proofOf(started: Started, ports: Ports): Promise<Proof> {
  const serving = await servingNow(started.request.name, ports);
  if (serving === undefined) return { kind: 'unseen' };
  const isAsMany = serving.tasks > 0 || serving.service.desired === 0;
  return isAsMany && serving.taskDefinition === started.taskDefinition
    ? { kind: 'serves', serving }
    : { kind: 'missing' };
}

/** @param serving undefined when ECS's word is all there is. */
export function succeeded(
  started: Started,
  serving: Seen | undefined,
  ports: Pick<Ports, 'clock'>,
): Ended<'succeeded'> {
  const { text, warnings } = toldAs(started, serving);
  return ended('succeeded', started.request, { code: 'succeeded', text }, ports.clock.now(), {
    ...knownOf(started),
    serving: serving && { taskDefinition: serving.taskDefinition, tasks: serving.tasks },
    warnings,
  });
}

function toldAs(
  { request, taskDefinition }: Started,
  serving: Seen | undefined,
): { readonly text: string; readonly warnings: readonly string[] } {
  const name = revisionName(taskDefinition);
  const { service } = request.name;
  if (serving === undefined) {
    const warning = `Nothing proves what ${service} runs: look at the service before you rely on it.`;
    return { text: `What runs could not be seen; ECS declared ${name} successful`, warnings: [warning] };
  }
  if (serving.service.desired === 0) {
    const warning = `Nothing runs: the desired count of ${service} is 0.`;
    return { text: `${name} is deployed, and the service is asked for 0 tasks`, warnings: [warning] };
  }
  return { text: `${name} serves with ${counted(serving.tasks, 'task')}`, warnings: [] };
}
