/**
 * What it takes to call a deployment that ECS declared successful a success: that its revision runs, as far as
 * that can be seen.
 */
import { ended, knownOf } from '../endings.ts';
import { counted, revisionName } from '../names.ts';
import type { Deployment } from '../observations.ts';
import type { Ended, Started } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { alone, sightOf, type Seen, type Sight } from './serving.ts';

/** What serves, and what else still runs: with early success ECS is done before the tasks that it replaces are. */
export interface Succeeding extends Seen {
  /** Running tasks of other revisions, by the ARN of their task definition. */
  readonly draining?: ReadonlyMap<string, number>;
}

export type Proof =
  | { readonly kind: 'serves'; readonly serving: Succeeding }
  /** Nothing healthy runs, or only other revisions do. */
  | { readonly kind: 'missing' }
  /** The look failed. */
  | { readonly kind: 'unseen' };

/** Asked only about a deployment that ECS declared successful. */
export async function proofOf({ request, taskDefinition }: Started, ports: Ports): Promise<Proof> {
  const sight = await sightOf(request.name, ports);
  if (sight.kind === 'unseen') return sight;
  const { service } = sight;
  const seen = besides(taskDefinition, sight);
  if (seen.healthy > 0) return { kind: 'serves', serving: seen };
  const serving = alone(sight);
  const isNoneAskedFor =
    service.status === 'ACTIVE' && service.desired === 0 && serving?.taskDefinition === taskDefinition;
  return isNoneAskedFor ? { kind: 'serves', serving } : { kind: 'missing' };
}

/** What runs of a revision, and what runs of others besides. */
export function besides(
  taskDefinition: string,
  { service, running, healthy: well }: Extract<Sight, { kind: 'seen' }>,
): Succeeding {
  const draining = new Map([...running].filter(([each]) => each !== taskDefinition));
  const tasks = running.get(taskDefinition) ?? 0;
  return { taskDefinition, tasks, healthy: well.get(taskDefinition) ?? 0, service, draining };
}

/**
 * @param serving undefined when ECS's word is all there is.
 * @param earlySuccess with it ECS is done before the tasks that are replaced are gone: no reason to warn.
 */
export function succeeded(
  started: Started,
  serving: Succeeding | undefined,
  ports: Pick<Ports, 'clock'>,
  earlySuccess: Deployment['earlySuccess'] = 'off',
): Ended<'succeeded'> {
  const { text, warnings } = toldAs(started, serving);
  const draining = serving?.service.desired === 0 ? [] : drainingLines(serving?.draining);
  const isExpected = earlySuccess !== 'off';
  return ended('succeeded', started.request, { code: 'succeeded', text }, ports.clock.now(), {
    ...knownOf(started),
    serving,
    warnings: isExpected ? warnings : [...warnings, ...draining],
    notices: isExpected ? draining : [],
  });
}

function toldAs(
  { request, taskDefinition }: Started,
  serving: Succeeding | undefined,
): { readonly text: string; readonly warnings: readonly string[] } {
  const name = revisionName(taskDefinition);
  const { service } = request.name;
  if (serving === undefined) {
    const warning = `Nothing proves what ${service} runs: look at the service before you rely on it.`;
    return { text: `What runs could not be seen; ECS declared ${name} successful`, warnings: [warning] };
  }
  if (serving.service.desired === 0) {
    const warning = `Nothing runs: the desired count of ${service} is 0.`;
    return { text: `The service is asked for 0 tasks, and ${name} is deployed`, warnings: [warning] };
  }
  const text = `${name} serves with ${counted(serving.tasks, 'task')}`;
  return { text, warnings: [] };
}

/** One line for each revision that runs besides. */
export const drainingLines = (draining: Succeeding['draining'] = new Map()): readonly string[] =>
  [...draining].map(drains);

function drains([taskDefinition, tasks]: readonly [string, number]): string {
  const verb = tasks === 1 ? 'drains' : 'drain';
  return `${counted(tasks, 'task')} of ${revisionName(taskDefinition)} still ${verb}.`;
}
