/**
 * The phase that looks and judges: one look a step, so that the phase can be saved between any two of them.
 * It ends with the first verdict that is not waiting.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { assess } from './assess.ts';
import { ended, knownOf, reasonOf } from './endings.ts';
import { gathered } from './gathering.ts';
import { line, look, type Look } from './looking.ts';
import type { Memory } from './memory.ts';
import { counted, revisionName } from './names.ts';
import { pause } from './pace.ts';
import type { Ended, Reason, RollingBack, Started, Watching } from './phases.ts';
import type { Ports } from './ports.ts';
import { turnBack } from './turning-back.ts';
import { servingNow, type Seen } from './serving.ts';
import { deadlineOf, type Verdict } from './snapshot.ts';

type Done = Ended<'succeeded'> | Ended<'rolled-back'> | Ended<'superseded'> | Ended<'stuck'>;
type Next = Watching | RollingBack | Done;

export async function watching(phase: Watching, ports: Ports): Promise<Next> {
  const { started, memory } = phase;
  if (memory.looks + memory.misses > 0) await untilNextLook(phase, ports);
  if (ports.cancelled.aborted) return onCancel(phase, ports);
  try {
    const seen = await orCancelled(look(started, memory, ports), ports.cancelled);
    return seen === undefined ? await onCancel(phase, ports) : await judge(remembered(seen, ports), ports);
  } catch (thrown) {
    return missed(phase, asFailure(thrown), ports);
  }
}

function untilNextLook({ started, memory }: Watching, ports: Ports): Promise<void> {
  const rest = limitOf(started, memory) - ports.clock.now();
  const mean = pause(started.request.pollInterval, memory.misses, ports.random);
  return ports.clock.sleep(Math.max(0, Math.min(mean, rest)), ports.cancelled);
}

/** ECS's own way back has the time of a rollback; until it begins the new revision's time runs. */
function limitOf(started: Started, { returningSince }: Memory): number {
  return returningSince === undefined
    ? deadlineOf(started)
    : returningSince + started.request.rollbackTimeout;
}

/** undefined when the job is cancelled first; a hanging call must not eat the seconds that are left. */
async function orCancelled<T>(answer: Promise<T>, cancelled: AbortSignal): Promise<T | undefined> {
  const stop = new AbortController();
  const abort = new Promise<undefined>((resolve) => {
    cancelled.addEventListener('abort', () => resolve(undefined), { once: true, signal: stop.signal });
  });
  try {
    return await Promise.race([answer, abort]);
  } finally {
    stop.abort();
  }
}

function remembered(seen: Look, ports: Ports): Look {
  const status = seen.snapshot.deployment?.status;
  const returning = status === 'ROLLBACK_REQUESTED' || status === 'ROLLBACK_IN_PROGRESS';
  if (!returning || seen.memory.returningSince !== undefined) return seen;
  return { ...seen, memory: { ...seen.memory, returningSince: ports.clock.now() } };
}

async function judge({ snapshot, started, memory }: Look, ports: Ports): Promise<Next> {
  const now = ports.clock.now();
  const verdict = assess(snapshot, { started, memory }, now);
  const phase: Watching = { kind: 'watching', started, memory };
  switch (verdict.kind) {
    case 'waiting':
      if (memory.returningSince === undefined || now < limitOf(started, memory))
        return told(phase, verdict, ports);
      return stuck(phase, late(started, verdict.reason), ports);
    case 'healthy':
      return declared(phase, ports);
    case 'superseded':
      return superseded(started, verdict.reason, ports);
    case 'returned':
      return returned(phase, verdict.reason, ports);
    case 'unhealthy':
      return turnBack(phase, verdict.reason, ports);
  }
}

/** A state that changed is told once; the same state once a minute, as a sign of life. */
function told(phase: Watching, { reason }: Verdict, ports: Ports): Watching {
  const { started, memory } = phase;
  const now = ports.clock.now();
  const same = memory.line === reason.text;
  if (same && now - memory.lineAt < 60_000) return phase;
  ports.log.info(line(started, ports, same ? `still ${reason.text}` : reason.text));
  return { ...phase, memory: { ...memory, line: reason.text, lineAt: now } };
}

/** ECS says that it is done; a success is one that also runs. */
async function declared(phase: Watching, ports: Ports): Promise<Next> {
  const { started } = phase;
  const serving = await servingNow(started.request.name, ports);
  const isOurs = serving?.taskDefinition === started.taskDefinition && serving.tasks > 0;
  if (serving === undefined || serving.service.desired === 0 || isOurs)
    return succeeded(started, serving, ports);
  if (ports.clock.now() < limitOf(started, phase.memory)) return phase;
  const text = `ECS declared ${revisionName(started.taskDefinition)} successful, and none of its tasks runs`;
  return turnBack(phase, { code: 'not-serving', text }, ports);
}

function succeeded(started: Started, serving: Seen | undefined, ports: Ports): Ended<'succeeded'> {
  const name = revisionName(started.taskDefinition);
  const none = serving?.service.desired === 0;
  const text = none
    ? `${name} is deployed, and the service is asked for 0 tasks`
    : `${name} serves${serving === undefined ? '' : ` with ${counted(serving.tasks, 'task')}`}`;
  const warnings = none ? [`Nothing runs: the desired count of ${started.request.name.service} is 0.`] : [];
  return ended('succeeded', started.request, { code: 'succeeded', text }, ports.clock.now(), {
    ...knownOf(started),
    serving: { taskDefinition: started.taskDefinition, tasks: serving?.tasks },
    warnings,
  });
}

async function superseded(started: Started, reason: Reason, ports: Ports): Promise<Ended<'superseded'>> {
  const serving = await servingNow(started.request.name, ports);
  const hint = 'Look at the run that started the other deployment; this one changed nothing since.';
  return ended('superseded', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    serving,
    hint,
  });
}

/** ECS says that it rolled back; it counts once the tasks say so too. */
async function returned(phase: Watching, reason: Reason, ports: Ports): Promise<Next> {
  const { started, memory } = phase;
  const now = ports.clock.now();
  const since = memory.returningSince ?? now;
  const waiting = { ...phase, memory: { ...memory, returningSince: since } };
  const serving = await servingNow(started.request.name, ports);
  if (
    serving === undefined ||
    serving.taskDefinition !== (started.baseline?.taskDefinition ?? serving.service.taskDefinition)
  ) {
    if (now < limitOf(started, waiting.memory)) return waiting;
    return stuck(waiting, late(started, reason), ports);
  }
  const evidence = await gathered(started, memory.stopped, undefined, ports);
  return ended('rolled-back', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    serving,
    evidence,
    rollbackAt: since,
    hint: 'Correct what the evidence names and deploy again.',
  });
}

async function onCancel(phase: Watching, ports: Ports): Promise<RollingBack | Ended<'stuck'>> {
  return turnBack(phase, { code: 'cancelled', text: 'The job was cancelled' }, ports);
}

/** What is permanent ends the watch at once; anything else is worth another look until the time is over. */
async function missed(phase: Watching, failure: Failure, ports: Ports): Promise<Watching | Ended<'stuck'>> {
  const { started, memory } = phase;
  if (failure.kind !== 'upstream') return stuck(phase, reasonOf(failure), ports, failure);
  if (ports.clock.now() >= limitOf(started, memory)) return stuck(phase, reasonOf(failure), ports, failure);
  if (memory.lastMiss !== failure.message)
    ports.log.info(line(started, ports, `a look failed: ${failure.message}`));
  return { ...phase, memory: { ...memory, misses: memory.misses + 1, lastMiss: failure.message } };
}

function late({ request }: Started, { text }: Reason): Reason {
  const minutes = Math.round(request.rollbackTimeout / 60_000);
  return {
    code: 'rollback-timeout',
    text: `ECS did not finish its rollback in ${String(minutes)} min: ${text}`,
  };
}

async function stuck(
  phase: Watching,
  reason: Reason,
  ports: Ports,
  failure?: Failure,
): Promise<Ended<'stuck'>> {
  const { started } = phase;
  const serving = await servingNow(started.request.name, ports);
  const hint = failure?.hint ?? 'Look at the service in the console: a person is needed.';
  const failureKind = failure?.kind ?? 'outcome';
  return ended('stuck', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    serving,
    hint,
    failureKind,
  });
}
