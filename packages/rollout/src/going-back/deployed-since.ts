/**
 * Whether somebody deployed over a deployment of ours that was stopped. The service may name ours as its newest one for
 * some seconds more, for its reads lag; the list of deployments tells earlier.
 */
import { asFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { lastPart } from '../names.ts';
import type { ServiceState } from '../observations.ts';
import type { Started } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { whilePatient } from '../racing.ts';

/** What it may take: a job that is cancelled has little time. */
const perLook = 5000;
const onceCancelled = 1000;

/** Earlier than ours was asked for, however roughly the clock of AWS is known. */
const before = 60_000;

/** The service with a newer deployment in place of ours; as it is where there is none, or it can't be told. */
export async function withNewest(
  service: ServiceState,
  started: Started,
  ports: Ports,
): Promise<ServiceState> {
  if (started.deployment === undefined || service.deployment !== started.deployment) return service;
  const patience = { until: ports.clock.now() + perLook, onceCancelled };
  const newer = await whilePatient(newerThan(started.deployment, started, ports), patience, ports).catch(
    (thrown: unknown) => {
      ports.log.debug(`Whether somebody deployed since could not be seen: ${asFailure(thrown).message}`);
      return undefined;
    },
  );
  return newer === undefined ? service : { ...service, ...newer, owner: undefined };
}

async function newerThan(
  own: string,
  started: Started,
  ports: Ports,
): Promise<Pick<ServiceState, 'deployment' | 'taskDefinition'> | undefined> {
  const { deployments, revisions } = ports;
  const listed = await listedFrom(own, started, ports);
  const deployment = listed.slice(listed.indexOf(own) + 1).at(-1);
  if (deployment === undefined) return undefined;
  const target = (await deployments.describe(deployment))?.target;
  const taskDefinition = target && (await revisions.taskDefinitionOf(target.revision));
  return taskDefinition === undefined ? undefined : { deployment, taskDefinition };
}

/**
 * Ours and those since, oldest first.
 * @throws Failure when ours is not listed: nothing is told then.
 */
async function listedFrom(own: string, started: Started, ports: Ports): Promise<readonly string[]> {
  const { deployments, awsTime } = ports;
  const { name } = started.request;
  const listed = await deployments.since(name, awsTime(started.startedAt) - before);
  if (listed.includes(own)) return listed;
  // The clock of the runner was set between the steps of the job: ECS knows when ours began.
  const createdAt = (await deployments.describe(own))?.createdAt ?? Infinity;
  const all = createdAt === Infinity ? [] : await deployments.since(name, createdAt - before);
  if (all.includes(own)) return all;
  throw upstreamFailure({
    code: 'deployment-not-shown',
    what: `ECS does not list deployment ${lastPart(own)}`,
  });
}
