/**
 * How a run goes on whose job ended while ECS was being asked for the update: the service tells whether it was
 * touched, and by whom.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { ended, type Known } from '../endings.ts';
import { broughtBy } from '../planning/joining.ts';
import { shownAsTaken } from '../starting/lost-answers.ts';
import { withOwnDeployment } from '../starting/own-deployment.ts';
import { revisionName } from '../names.ts';
import type { ServiceState } from '../observations.ts';
import type { Adjusting, Ended, Updating, Watching } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { servingNow } from '../ending/serving.ts';
import { tookOver } from '../ending/takeover.ts';
import { follow } from '../starting/updating.ts';

export type Found = Watching | Adjusting | Ended<'started'> | Ended<'superseded'> | Ended<'refused'>;

/** @returns undefined when the service can't be seen: what became of the update is not known. */
export async function foundAfter(phase: Updating, ports: Ports): Promise<Found | undefined> {
  const taken = await shownAsTaken(phase, ports);
  if (taken !== undefined) return followed(phase, await withOwnDeployment(taken, phase, ports), ports);
  const { request, baseline, taskDefinition, registered } = phase;
  const serving = await servingNow(request.name, ports);
  if (serving === undefined) return undefined;
  const now = ports.clock.now();
  const known: Known = { baseline, taskDefinition, serving };
  const name = revisionName(taskDefinition);
  if (serving.service.deployment !== phase.before) {
    const brought = await broughtByNewest(serving.service, ports);
    if (brought === undefined) return undefined;
    // Taken, and on its way back already; the primary rollout is then another one's.
    const shown = { ...serving.service, taskDefinition, owner: undefined };
    if (brought === taskDefinition) return followed(phase, shown, ports);
    const text = `The job ended while ECS was being asked for ${name}, and ${tookOver(serving.service)}`;
    const hint = 'Look at the run that started the other deployment.';
    return ended('superseded', request, { code: 'superseded', text }, now, { ...known, hint });
  }
  return ended(
    'refused',
    request,
    { code: 'job-ended', text: `The job ended before ECS took ${name}` },
    now,
    {
      ...known,
      registered: registered !== undefined,
      hint: 'Run this again.',
    },
  );
}

/** UpdateService was moments ago, and nobody wrote down when. */
function followed(phase: Updating, service: ServiceState, ports: Ports): Found {
  return follow(phase, service, ports.clock.now(), ports);
}

/** ARN of the task definition that the newest deployment brings or brought; undefined when it can't be told. */
async function broughtByNewest(service: ServiceState, ports: Ports): Promise<string | undefined> {
  try {
    const newest = service.deployment && (await ports.deployments.describe(service.deployment));
    return newest ? await broughtBy(newest, service, ports) : undefined;
  } catch (thrown) {
    ports.log.debug(`The newest deployment could not be seen: ${asFailure(thrown).message}`);
    return undefined;
  }
}
