/** Mode `continue`: the one hook that awaits an action is answered, and the deployment is watched from there. */
import { asFailure, outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import { awaitingIn, deploymentName, standingOf, type AwaitingHook } from './deployment-words.ts';
import { sourceOf } from './baseline.ts';
import { ended, knownOf, reasonOf } from './endings.ts';
import { broughtBy, startedFrom } from './joining.ts';
import type { ServiceLook } from './looking-at-the-service.ts';
import { found, isRefusal } from './lost-answers.ts';
import { blank } from './memory.ts';
import type { Deployment } from './observations.ts';
import type { Ended, Started, Watching } from './phases.ts';
import type { Ports } from './ports.ts';
import type { Request } from './request.ts';
import { servingNow } from './serving.ts';

type Next = Watching | Ended<'started'> | Ended<'planned'> | Ended<'stuck'>;

/** @throws Failure when there is not exactly one hook to answer, or ECS takes no answer. */
export async function continuing(
  { service, newest }: ServiceLook,
  request: Request,
  ports: Ports,
): Promise<Next> {
  const taskDefinition = newest && (await broughtBy(newest, service, ports));
  if (newest === undefined || taskDefinition === undefined) throw noHook(service.name, undefined);
  const [hook, other] = awaitingIn(newest);
  if (newest.status !== 'IN_PROGRESS' || hook === undefined || other !== undefined)
    throw noHook(service.name, standingOf(newest, taskDefinition));
  const baseline = await sourceOf(newest, service, request.name, ports);
  const startedAt = ports.clock.now();
  const started = startedFrom(newest, service, { request, baseline, taskDefinition, startedAt });
  const what = `hook ${hook.id}${hook.stage === '' ? '' : ` at ${hook.stage}`} of ${deploymentName(newest, taskDefinition)}`;
  if (request.dryRun) {
    const text = `The ${what} would be continued`;
    return ended('planned', request, { code: 'planned', text }, startedAt, knownOf(started));
  }
  const failure = await answered(newest, hook, request, ports);
  if (failure !== undefined) return unknown(started, failure, ports);
  ports.log.info(`The ${what} was continued.`);
  if (request.wait) return { kind: 'watching', started, memory: blank };
  const text = `The ${what} was continued; nobody waits for its end`;
  return ended('started', request, { code: 'started', text }, ports.clock.now(), knownOf(started));
}

/** @returns why it is not known whether ECS took the answer; undefined when it did. */
async function answered(
  { arn }: Deployment,
  { id }: AwaitingHook,
  request: Request,
  ports: Ports,
): Promise<Failure | undefined> {
  try {
    await ports.deployments.continueHook(arn, id, 'CONTINUE');
    return undefined;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (isRefusal(failure)) throw failure;
    const isAnswered = async (): Promise<true | undefined> => {
      const deployment = await ports.deployments.describe(arn);
      return deployment === undefined || awaitingIn(deployment).some((hook) => hook.id === id)
        ? undefined
        : true;
    };
    return (await found(isAnswered, request, ports)) === true ? undefined : failure;
  }
}

async function unknown(started: Started, failure: Failure, ports: Ports): Promise<Ended<'stuck'>> {
  const { code, text } = reasonOf(failure);
  const words = `${text}; it is not known whether ECS took the answer to the hook`;
  return ended('stuck', started.request, { code, text: words }, ports.clock.now(), {
    ...knownOf(started),
    serving: await servingNow(started.request.name, ports),
    failureKind: failure.kind,
    hint: 'Look at the deployment before you run this again.',
  });
}

function noHook(service: string, standing: string | undefined): Failure {
  return outcomeFailure({
    code: 'no-hook-to-continue',
    what: `There is nothing to continue for ${service}`,
    why: `exactly one hook must await an action, and ${standing ?? 'ECS knows no deployment of the service'}`,
    hint: 'Look at the deployments of the service. Nothing was changed.',
  });
}
