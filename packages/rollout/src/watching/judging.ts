/** What follows from one look at a started deployment: the verdict, and the phase that it leads to. */
import { assess } from './assess.ts';
import { toConfirm, wantsConfirming } from '../confirming/confirmation.ts';
import { ended, knownOf } from '../endings.ts';
import { nextStep } from '../evidence.ts';
import { gathered } from '../going-back/gathering.ts';
import { stuck } from '../ending/getting-stuck.ts';
import type { Look } from '../looking/looking.ts';
import { tell, told } from '../telling.ts';
import type { Memory } from '../memory.ts';
import { lasting, revisionName } from '../names.ts';
import type { Reason } from '../facts.ts';
import type { Confirming, Ended, RollingBack, Started, Watching } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { servesAtAll, servingNow } from '../ending/serving.ts';
import { deadlineOf } from './snapshot.ts';
import { proofOf, succeeded, type Succeeding } from '../ending/succeeding.ts';
import { superseded } from '../ending/superseding.ts';
import { isElsewhere, isForeign, tookOver } from '../ending/takeover.ts';
import { leftByEcs } from '../going-back/restoring.ts';
import { isOnItsWayBack } from '../going-back/returning.ts';
import { turnBack } from '../going-back/turning-back.ts';

export type Judged =
  Confirming | RollingBack | Ended<'succeeded'> | Ended<'rolled-back'> | Ended<'superseded'> | Ended<'stuck'>;

/** ECS's own way back has the time of a rollback; until it begins the new revision's time runs. */
export function limitOf(started: Started, { returningSince }: Memory): number {
  return returningSince === undefined
    ? deadlineOf(started)
    : returningSince + started.request.rollbackTimeout;
}

export async function judge(seen: Look, ports: Ports): Promise<Watching | Judged> {
  const { snapshot, started, memory } = remembered(seen, ports);
  const now = ports.clock.now();
  const verdict = assess(snapshot, { started, memory }, now);
  const phase: Watching = { kind: 'watching', started, memory };
  switch (verdict.kind) {
    case 'waiting':
      if (memory.returningSince === undefined || now < limitOf(started, memory))
        return waiting(phase, verdict.reason.text, ports);
      return stuck(started, late(started, verdict.reason), ports);
    case 'healthy':
      return declared(phase, ports);
    case 'superseded':
      return superseded(started, verdict.reason.text, ports);
    case 'returned':
      return returned(phase, verdict.reason, ports);
    case 'unhealthy':
      return turnBack(phase, verdict.reason, ports);
  }
}

function remembered(seen: Look, ports: Ports): Look {
  const { deployment } = seen.snapshot;
  if (deployment === undefined || !isOnItsWayBack(deployment.status)) return seen;
  if (seen.memory.returningSince !== undefined) return seen;
  return { ...seen, memory: { ...seen.memory, returningSince: ports.clock.now() } };
}

/** ECS says that it is done; a success is one that also runs. */
async function declared(phase: Watching, ports: Ports): Promise<Watching | Judged> {
  const { started, memory } = phase;
  const proof = await proofOf(started, ports);
  if (proof.kind === 'serves') {
    const { service } = proof.serving;
    return isForeign(service, started)
      ? superseded(
          started,
          `ECS was done with ${revisionName(started.taskDefinition)}, and ${tookOver(service)}`,
          ports,
        )
      : accepted(phase, proof.serving, ports);
  }
  if (memory.blind) return accepted(phase, undefined, ports);
  const words =
    proof.kind === 'unseen' ? 'what runs is not seen yet' : 'none of its tasks is seen to be healthy yet';
  const text = `ECS declared the deployment successful; ${words}`;
  if (ports.clock.now() < limitOf(started, memory)) return unproven(phase, text, ports);
  if (proof.kind === 'unseen') return accepted(phase, undefined, ports);
  const none = `ECS declared ${revisionName(started.taskDefinition)} successful, and none of its tasks is healthy`;
  return turnBack(phase, { code: 'not-serving', text: none }, ports);
}

/** @param serving undefined when ECS's word is all there is. */
function accepted(
  { started, memory }: Watching,
  serving: Succeeding | undefined,
  ports: Ports,
): Confirming | Ended<'succeeded'> {
  if (!wantsConfirming(started.request) || serving?.service.desired === 0)
    return succeeded(started, serving, ports, memory.earlySuccess);
  const seen = tell(
    { started, memory },
    'phase',
    `ECS is done with ${revisionName(started.taskDefinition)}`,
    ports,
  );
  return toConfirm(seen, ports);
}

const waiting = (phase: Watching, text: string, ports: Ports): Watching => ({
  ...phase,
  ...told(phase, text, ports),
});

function unproven(phase: Watching, text: string, ports: Ports): Watching {
  const next = waiting(phase, text, ports);
  return { ...next, memory: { ...next.memory, isUnproven: true } };
}

/** ECS says that it rolled back; it counts once the tasks say so too. */
async function returned(phase: Watching, reason: Reason, ports: Ports): Promise<Watching | Judged> {
  const { started, memory } = phase;
  const now = ports.clock.now();
  const since = memory.returningSince ?? now;
  const returning = { ...phase, memory: { ...memory, returningSince: since } };
  const serving = await servingNow(started.request.name, ports);
  const back = started.baseline?.taskDefinition;
  if (serving !== undefined && isElsewhere(serving.service, started, back))
    return superseded(started, `${reason.text}; then ${tookOver(serving.service)}`, ports);
  const isBack = serving?.taskDefinition === (back ?? serving?.service.taskDefinition);
  if (serving === undefined || !isBack || !servesAtAll(serving)) {
    if (now < limitOf(started, returning.memory))
      return unproven(returning, `${reason.text}; the tasks that run do not prove it yet`, ports);
    return stuck(started, late(started, reason), ports);
  }
  const evidence = await gathered(started, reason, memory.stopped, memory.breaker, ports);
  return ended('rolled-back', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    serving,
    evidence,
    rollbackAt: since,
    hint: nextStep(evidence),
    warnings: leftByEcs(started),
  });
}

function late({ request }: Started, { text }: Reason): Reason {
  return {
    code: 'rollback-timeout',
    text: `ECS did not finish its rollback in ${lasting(request.rollbackTimeout)}: ${text}`,
  };
}
