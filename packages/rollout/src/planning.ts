/** The phase in which nothing is touched: guards are checked, the baseline is captured, the way is chosen. */
import { asFailure } from '@slipway/action-kit/failures';
import { baselineOf } from './baseline.ts';
import { ended, refusedBy } from './endings.ts';
import { cancelledWhile } from './guards.ts';
import { revisionName } from './names.ts';
import type { ServiceState } from './observations.ts';
import type { Baseline, Ended, Planning, Registering, Updating } from './phases.ts';
import type { Ports } from './ports.ts';
import { settled } from './waiting-for-others.ts';

type Next = Registering | Updating | Ended<'unchanged'> | Ended<'planned'> | Ended<'refused'>;

export async function planning(phase: Planning, ports: Ports): Promise<Next> {
  const { request } = phase;
  try {
    const { service, inProgress } = await settled(request, ports);
    // Asked for its permission alone: a missing one is found before anything is changed, not while watching.
    if (request.failFast && request.wait) await ports.tasks.stopped(request.name);
    const baseline = await baselineOf(service, inProgress, request.name, ports);
    if (ports.cancelled.aborted) throw cancelledWhile('planning');
    return await choose(phase, service, baseline, inProgress, ports);
  } catch (thrown) {
    return refusedBy(asFailure(thrown), request, ports.clock.now());
  }
}

async function choose(
  { request, wanted }: Planning,
  service: ServiceState,
  baseline: Baseline | undefined,
  inProgress: boolean,
  ports: Ports,
): Promise<Next> {
  const running = await ports.taskDefinitions.describe(service.taskDefinition);
  const target =
    wanted.kind === 'revision' ? await ports.taskDefinitions.describe(wanted.reference) : undefined;
  const equal =
    wanted.kind === 'document'
      ? ports.sameDocument(wanted.document, running.document)
      : target?.arn === running.arn;
  const now = ports.clock.now();
  const known = { baseline, taskDefinition: running.arn };
  if (
    equal &&
    !inProgress &&
    isSteady(service, request.desiredCount) &&
    request.forceNewDeployment !== true
  ) {
    const text = `${revisionName(running.arn)} runs already, with ${String(service.running)} of ${String(service.desired)} tasks`;
    const serving = { taskDefinition: running.arn, tasks: service.running };
    return ended('unchanged', request, { code: 'unchanged', text }, now, { ...known, serving });
  }
  if (request.dryRun) {
    const next = wanted.kind === 'document' ? 'A new revision' : revisionName(wanted.reference);
    const text = `${next} would be deployed to ${service.name} in place of ${revisionName(running.arn)}`;
    return ended('planned', request, { code: 'planned', text }, now, {
      ...known,
      taskDefinition: target?.arn,
    });
  }
  const common = { baseline, before: service.deployment };
  const reuse = target?.arn ?? (equal && request.forceNewDeployment === true ? running.arn : undefined);
  if (reuse !== undefined) {
    // UpdateService to what runs already starts no deployment of its own, and there would be nothing to follow.
    const forced = reuse === running.arn ? { ...request, forceNewDeployment: true } : request;
    return { kind: 'updating', request: forced, ...common, taskDefinition: reuse };
  }
  if (wanted.kind === 'revision') throw new Error('a revision always has an ARN to reuse');
  return { kind: 'registering', request, wanted, ...common };
}

/** As many tasks run as are asked for, and nobody asks for another number. */
function isSteady({ running, pending, desired }: ServiceState, asked: number | undefined): boolean {
  return running === desired && pending === 0 && (asked === undefined || asked === desired);
}
