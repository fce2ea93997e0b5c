/** Mode `continue`: the one hook that awaits an action is answered, and the deployment is watched from there. */
import { asFailure, outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import { awaitingIn, deploymentName, standingOf, type AwaitingHook } from './deployment-words.ts';
import { sourceOf } from '../planning/baseline.ts';
import { ended, knownOf } from '../endings.ts';
import { notKnown } from '../ending/getting-stuck.ts';
import { broughtBy, startedFrom } from '../planning/joining.ts';
import { lookedAhead } from '../planning/looking-ahead.ts';
import type { ServiceLook } from '../planning/looking-at-the-service.ts';
import { found, isRefusal } from '../starting/lost-answers.ts';
import { blank } from '../memory.ts';
import { revisionName } from '../names.ts';
import type { Deployment } from '../observations.ts';
import type { Ended, Watching } from '../phases.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';
import { triedAgain } from '../trying-again.ts';

type Next = Watching | Ended<'started'> | Ended<'planned'> | Ended<'stuck'>;

/** @throws Failure when there is not exactly one hook to answer, or ECS takes no answer. */
export async function continuing(
  { service, newest }: ServiceLook,
  request: Request,
  judged: string | undefined,
  ports: Ports,
): Promise<Next> {
  const taskDefinition =
    newest && (await triedAgain(request, () => broughtBy(newest, service, ports), ports));
  if (newest === undefined || taskDefinition === undefined) throw noHook(service.name, undefined);
  if (judged !== undefined && judged !== taskDefinition) throw notJudged(newest, taskDefinition, judged);
  const [hook, other] = awaitingIn(newest);
  if (newest.status !== 'IN_PROGRESS' || hook === undefined || other !== undefined)
    throw noHook(service.name, standingOf(newest, taskDefinition));
  const baseline = await triedAgain(request, () => sourceOf(newest, service, request.name, ports), ports);
  const startedAt = ports.clock.now();
  const begun = startedFrom(newest, service, { request, baseline, taskDefinition, startedAt }, ports);
  const started = { ...begun, found: await lookedAhead(request, service, baseline, ports) };
  const what = `hook ${hook.id}${hook.stage === '' ? '' : ` at ${hook.stage}`} of ${deploymentName(newest, taskDefinition)}`;
  if (request.dryRun) {
    const text = `The ${what} would be continued`;
    return ended('planned', request, { code: 'planned', text }, startedAt, knownOf(started));
  }
  const failure = await answered(newest, hook, request, ports);
  if (failure !== undefined) return notKnown(started, failure, 'the answer to the hook', ports);
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

/** Somebody deployed since: what is continued would be something that nobody looked at. */
function notJudged(newest: Deployment, taskDefinition: string, judged: string): Failure {
  return outcomeFailure({
    code: 'scan-not-approved',
    what: `The images of ${deploymentName(newest, taskDefinition)} were not judged`,
    why: `those of ${revisionName(judged)} were, which the service was asked to run a moment before`,
    hint: 'Run this again. Nothing was changed.',
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
