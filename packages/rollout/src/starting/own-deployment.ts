/**
 * Which deployment our update began, when the answer to it did not tell: of those that came since, the first that
 * brings our revision. To ask for a revision that is on its way begins none, so a later one is somebody else's who
 * forced it. With an update of our own that forces one, too, the first is the cautious guess: then both are left alone.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { ServiceState } from '../observations.ts';
import type { Started, Updating } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { whilePatient } from '../racing.ts';

/** Longer ago than any update whose answer is still waited for. */
const longAgo = 15 * 60_000;
/** What it may take: a job that is cancelled has little time. */
const perLook = 5000;
const onceCancelled = 1000;

type Asked = Pick<Updating | Started, 'request' | 'before' | 'taskDefinition'>;

/** The service with the deployment that is ours in place of a newer one; as it is where that can't be told. */
export async function withOwnDeployment(
  service: ServiceState,
  asked: Asked,
  ports: Ports,
): Promise<ServiceState> {
  const patience = { until: ports.clock.now() + perLook, onceCancelled };
  const own = await whilePatient(ownAmong(asked, ports), patience, ports).catch((thrown: unknown) => {
    ports.log.debug(`Which deployment is ours could not be seen: ${asFailure(thrown).message}`);
    return undefined;
  });
  return own === undefined || own === service.deployment
    ? service
    : { ...service, deployment: own, owner: undefined };
}

async function ownAmong(
  { request, before, taskDefinition }: Asked,
  { deployments, revisions, clock, awsTime }: Ports,
): Promise<string | undefined> {
  const recent = await deployments.since(request.name, awsTime(clock.now()) - longAgo);
  const [only, ...others] = recent.slice(recent.indexOf(before ?? '') + 1);
  if (only === undefined || others.length === 0) return only;
  for (const arn of [only, ...others]) {
    const target = (await deployments.describe(arn))?.target;
    if (target === undefined) continue;
    if ((await revisions.taskDefinitionOf(target.revision)) === taskDefinition) return arn;
  }
  return undefined;
}
