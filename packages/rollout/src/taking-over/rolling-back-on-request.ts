/**
 * Mode `rollback`: ECS is asked to take back the deployment that is in progress, at its hook when it waits there, and
 * the way back is followed to its proof. It never updates the service: what is done already is not its business.
 */
import { asFailure, outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import { awaitingIn, deploymentName, standingOf } from './deployment-words.ts';
import { sourceOf } from '../planning/baseline.ts';
import { ended, knownOf } from '../endings.ts';
import { noEvidence } from '../evidence.ts';
import { notKnown } from '../ending/getting-stuck.ts';
import { broughtBy, startedFrom } from '../planning/joining.ts';
import { isOver, type ServiceLook } from '../planning/looking-at-the-service.ts';
import { isReturning } from '../going-back/returning.ts';
import { found, isRefusal } from '../starting/lost-answers.ts';
import { revisionName } from '../names.ts';
import type { Deployment } from '../observations.ts';
import type { Baseline, Reason } from '../facts.ts';
import type { Ended, RollingBack, Started } from '../phases.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';
import { triedAgain } from '../trying-again.ts';

type Next = RollingBack | Ended<'started'> | Ended<'planned'> | Ended<'stuck'>;

export const rollbackWanted: Reason = {
  code: 'rollback-wanted',
  text: 'A rollback was asked for (`mode: rollback`)',
};

/** @throws Failure when there is nothing to take back, or nothing to go back to. */
export async function rollingBackOnRequest(
  { service, newest }: ServiceLook,
  request: Request,
  ports: Ports,
): Promise<Next> {
  if (newest === undefined) throw nothingToTakeBack(service.name, undefined);
  const taskDefinition = await triedAgain(request, () => broughtBy(newest, service, ports), ports);
  const standing = standingOf(newest, taskDefinition);
  if (isOver(newest)) throw nothingToTakeBack(service.name, standing);
  const baseline = await triedAgain(request, () => sourceOf(newest, service, request.name, ports), ports);
  if (baseline === undefined) throw nothingToGoBackTo(standing);
  const startedAt = ports.clock.now();
  const started = startedFrom(newest, service, { request, baseline, taskDefinition, startedAt }, ports);
  const back = revisionName(baseline.taskDefinition);
  if (request.dryRun) {
    const text = `${deploymentName(newest, taskDefinition)} would be rolled back to ${back}`;
    const known = knownOf(started);
    return ended('planned', request, { code: 'planned', text: capital(text) }, startedAt, known);
  }
  const asked = await askedBack(newest, request, ports);
  if (asked.kind === 'unknown') return notKnown(started, asked.failure, 'the way back', ports);
  const words = asked.byUs ? `ECS was asked to put ${back} back` : `ECS is putting ${back} back already`;
  if (request.wait) ports.log.info(`${words} from ${deploymentName(newest, taskDefinition)}.`);
  else return leftAlone(started, words, ports);
  return wayBack(started, await promisedBy(asked.deployment, baseline, ports), ports);
}

type AskedBack =
  | { readonly kind: 'asked'; readonly deployment: Deployment; readonly byUs: boolean }
  /** It is not known whether ECS took it. */
  | { readonly kind: 'unknown'; readonly failure: Failure };

/** @throws Failure when ECS said no; once it may have said yes, no look that fails is an end. */
async function askedBack(deployment: Deployment, request: Request, ports: Ports): Promise<AskedBack> {
  if (isReturning(deployment.status)) return { kind: 'asked', deployment, byUs: false };
  const failure = await ask(deployment, ports);
  const look = async (): Promise<Deployment | undefined> => {
    const seen = await ports.deployments.describe(deployment.arn);
    return seen !== undefined && isReturning(seen.status) ? seen : undefined;
  };
  const isFinal = failure !== undefined && isRefusal(failure);
  const after = await found(look, request, ports, isFinal ? ports.clock.now() : undefined);
  if (after !== undefined) return { kind: 'asked', deployment: after, byUs: true };
  if (failure === undefined) return { kind: 'asked', deployment, byUs: true };
  if (isFinal) throw failure;
  return { kind: 'unknown', failure };
}

/** A deployment that waits at a hook is answered there; any other is stopped. */
async function ask(deployment: Deployment, { deployments, log }: Ports): Promise<Failure | undefined> {
  const [hook, other] = awaitingIn(deployment);
  try {
    if (hook !== undefined && other === undefined) {
      await deployments.continueHook(deployment.arn, hook.id, 'ROLLBACK');
      return undefined;
    }
  } catch (thrown) {
    log.info(`The hook could not be answered: ${asFailure(thrown).message}`);
  }
  try {
    await deployments.rollBack(deployment.arn);
    return undefined;
  } catch (thrown) {
    return asFailure(thrown);
  }
}

/** Where ECS says that it goes back to. */
async function promisedBy({ rollback }: Deployment, baseline: Baseline, ports: Ports): Promise<Baseline> {
  const revision = rollback?.revision;
  if (revision === undefined || revision === baseline.revision) return baseline;
  try {
    const taskDefinition = await ports.revisions.taskDefinitionOf(revision);
    return taskDefinition === undefined ? baseline : { ...baseline, taskDefinition, revision };
  } catch (thrown) {
    ports.log.debug(`Where ECS goes back to was not seen: ${asFailure(thrown).message}`);
    return baseline;
  }
}

function wayBack(started: Started, baseline: Baseline, { clock }: Ports): RollingBack {
  const since = clock.now();
  return {
    kind: 'rolling-back',
    started: { ...started, baseline },
    baseline,
    reason: rollbackWanted,
    blame: undefined,
    since,
    until: since + started.request.rollbackTimeout,
    giveBack: { way: 'stop-deployment', deployment: started.deployment },
    stopped: [],
    evidence: noEvidence,
    // Nothing is to be explained: somebody decided it.
    gathered: true,
    replaces: [],
    misses: 0,
  };
}

function leftAlone(started: Started, words: string, { clock }: Ports): Ended<'started'> {
  const text = `${words}; nobody waits for its end`;
  return ended('started', started.request, { code: 'started', text }, clock.now(), knownOf(started));
}

function nothingToTakeBack(service: string, standing: string | undefined): Failure {
  return outcomeFailure({
    code: 'nothing-to-roll-back',
    what: `No deployment of ${service} is in progress`,
    why: standing ?? 'ECS knows none',
    hint: 'To go back from what is done, deploy it: `mode: deploy` with `task-definition: previous`. Nothing was changed.',
  });
}

function nothingToGoBackTo(standing: string): Failure {
  return outcomeFailure({
    code: 'nothing-to-go-back-to',
    what: 'There is no earlier deployment to go back to',
    why: standing,
    hint: 'Deploy a good revision. Nothing was changed.',
  });
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
