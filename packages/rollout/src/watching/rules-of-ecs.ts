/** What ECS itself says about our deployment, one fact a rule. */
import type { Failure } from '@slipway/action-kit/failures';
import { reasonOf } from '../endings.ts';
import type { Memory } from '../memory.ts';
import { failuresOf, lasting, revisionName } from '../names.ts';
import type { Reason } from '../facts.ts';
import type { Started } from '../phases.ts';
import { deadlineOf, type Rule } from './snapshot.ts';
import { tookOver } from '../ending/takeover.ts';
import { whoRolledBack } from './who-rolled-back.ts';

/** ECS has put the source revision back: by its breaker, an alarm, a hook, or because somebody asked for it. */
export const rolledBackByEcs: Rule = ({ deployment }) => {
  if (deployment === undefined) return undefined;
  const { code, name } = whoRolledBack(deployment);
  const reason = words(deployment.rollback?.reason ?? deployment.statusReason);
  switch (deployment.status) {
    case 'ROLLBACK_SUCCESSFUL':
      return { kind: 'returned', reason: { code, text: `ECS rolled back${name}: ${reason}` } };
    case 'ROLLBACK_FAILED': {
      const text = `ECS tried to roll back${name} and failed: ${reason}`;
      return { kind: 'unhealthy', reason: { code: 'ecs-rollback-failed', text } };
    }
    case 'ROLLBACK_REQUESTED':
    case 'ROLLBACK_IN_PROGRESS':
      return {
        kind: 'waiting',
        reason: { code: 'ecs-rolls-back', text: `ECS is rolling back${name}: ${reason}` },
      };
    default:
      return undefined;
  }
};

/** The deployment was stopped and nothing took its place: by a person, or by a breaker without rollback. */
export const stoppedByOther: Rule = ({ deployment }) => {
  if (deployment?.status !== 'STOPPED') return undefined;
  const said = words(deployment.statusReason);
  if (deployment.breaker?.status === 'TRIGGERED' || /circuit breaker/.test(said)) {
    const { breaker = { failures: 0, threshold: 0 } } = deployment;
    const after = breaker.threshold === 0 ? '' : ` after ${failuresOf(breaker)}`;
    const text = `The circuit breaker gave up${after} and has no rollback: ${said}`;
    return { kind: 'unhealthy', reason: { code: 'breaker-tripped', text } };
  }
  return { kind: 'unhealthy', reason: { code: 'stopped', text: `The deployment was stopped: ${said}` } };
};

/** Another deployment of the service took over. */
export const overtaken: Rule = ({ service }, { started }) => {
  if (service === undefined || started.deployment === undefined) return undefined;
  // A read that lags: ours came after it.
  if (service.deployment !== undefined && service.deployment === started.before) return undefined;
  const ours = service.deployment === undefined || service.deployment === started.deployment;
  // ECS itself is on its way back from ours: no other deployment is there, and what ran before is asked for.
  const isBack = service.deployment === started.deployment && service.status === 'ACTIVE';
  if (isBack && service.taskDefinition === started.baseline?.taskDefinition) return undefined;
  if (ours && service.taskDefinition === started.taskDefinition && service.status === 'ACTIVE')
    return undefined;
  const other = tookOver(service);
  const text = `${other[0]?.toUpperCase() ?? ''}${other.slice(1)} from ${revisionName(started.taskDefinition)}`;
  return { kind: 'superseded', reason: { code: 'superseded', text } };
};

/** ECS declares our deployment done, and the service still is asked to run our revision. */
export const declaredSuccessful: Rule = ({ deployment, service }, { started }) => {
  if (deployment?.status !== 'SUCCESSFUL' || service?.taskDefinition !== started.taskDefinition)
    return undefined;
  return { kind: 'healthy', reason: { code: 'successful', text: 'ECS declared the deployment successful' } };
};

/** ECS took the request and then never showed a deployment for it. */
export const neverAppeared: Rule = ({ deployment }, { started, memory }, now) => {
  if (deployment !== undefined || memory.shown || now - started.startedAt < 120_000) return undefined;
  const text = 'ECS took the update but shows no deployment for it';
  return { kind: 'unhealthy', reason: { code: 'deployment-not-found', text } };
};

/** The time of the new revision is over; not while ECS rolls back, which has a time of its own. */
export const outOfTime: Rule = (_, { started, memory }, now) => {
  if (memory.returningSince !== undefined || now < deadlineOf(started)) return undefined;
  return { kind: 'unhealthy', reason: timedOut(started, memory) };
};

/** @param failure why the last look told nothing, when it did not. */
export function timedOut(started: Started, memory: Memory, failure?: Failure): Reason {
  const seen = memory.line === '' ? 'nothing was seen' : memory.line;
  const when = failure === undefined ? 'at the last look' : 'at the last look that was answered';
  const why = failure === undefined ? '' : ` (then: ${reasonOf(failure).text})`;
  const text = `${revisionName(started.taskDefinition)} was not done after ${lasting(started.request.timeout)}; ${when} ${seen}${why}`;
  return { code: 'timeout', text };
}

/** What ECS says, as the end of a sentence of ours. */
function words(reason: string | undefined): string {
  return reason === undefined || reason === '' ? 'it gives no reason' : reason.replace(/\.$/, '');
}
