/**
 * On whose word ECS rolls back: its circuit breaker, an alarm, a lifecycle hook, or somebody who asked for it. What the
 * deployment shows of each comes first; the words that ECS gives as a reason are the second source.
 */
import { failuresOf } from '../names.ts';
import type { Deployment, Hook } from '../observations.ts';

export interface Initiator {
  /** The failure code of a run that ends with this rollback. */
  readonly code: string;
  /** The rest of a sentence, with a space before it; empty when it is not known. */
  readonly name: string;
}

const bySomebody: Initiator = { code: 'rolled-back-by-somebody', name: ' because somebody asked for it' };

export function whoRolledBack(deployment: Deployment): Initiator {
  const { alarms, breaker, hooks, rollback, statusReason } = deployment;
  const said = `${rollback?.reason ?? ''} ${statusReason ?? ''}`;
  if (alarms.triggered.length > 0) return ofAlarms(alarms.triggered);
  if (breaker?.status === 'TRIGGERED' || /circuit breaker/i.test(said)) return ofBreaker(breaker);
  // Whoever turns back a deployment at its hook makes the hook fail, too.
  if (/\bby user request\b/i.test(said)) return bySomebody;
  const hook = hooks.find(hasSaidNo);
  if (hook !== undefined)
    return ofHook(` because a lifecycle hook ${hook.status === 'FAILED' ? 'failed' : 'timed out'}`);
  if (/\balarm/i.test(said)) return { code: 'rolled-back-by-alarm', name: ' for an alarm' };
  if (/\bhook/i.test(said)) return ofHook(' at a lifecycle hook');
  if (/\b(?:user|requested|StopServiceDeployment|manual)/i.test(said)) return bySomebody;
  return { code: 'rolled-back-by-ecs', name: '' };
}

/** One that timed out may just as well let the deployment go on. */
const hasSaidNo = ({ status, timeoutAction }: Hook): boolean =>
  status === 'FAILED' || (status === 'TIMED_OUT' && timeoutAction !== 'CONTINUE');

function ofAlarms(names: readonly string[]): Initiator {
  const name = ` for ${names.length === 1 ? 'alarm' : 'alarms'} ${names.join(', ')}`;
  return { code: 'rolled-back-by-alarm', name };
}

function ofBreaker(breaker: Deployment['breaker']): Initiator {
  const counts = breaker === undefined || breaker.threshold === 0 ? '' : ` after ${failuresOf(breaker)}`;
  return { code: 'rolled-back-by-breaker', name: ` by its circuit breaker${counts}` };
}

const ofHook = (name: string): Initiator => ({ code: 'rolled-back-by-hook', name });
