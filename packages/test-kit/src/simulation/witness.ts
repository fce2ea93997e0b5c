/**
 * Who stands beside ECS when a call comes through, and writes down what it did: what it changed, which tasks had died
 * by then, and how things stood.
 */
import type { ServiceDeploymentRecord, TaskRecord } from '@slipway/local-aws/ecs/model';
import type { SimulatedCloud } from './cloud.ts';
import type { CallRecord, Change, Fallen, RunRecord, WorldRecord } from './record.ts';
import type { Scene } from './scene.ts';
import { hasEnded, standingOf, type Standing } from './standing.ts';
import type { SimulatedTime, Sleeper } from './time.ts';

export interface Scenery {
  readonly scene: Scene;
  readonly cloud: SimulatedCloud;
  readonly time: SimulatedTime;
  readonly sleeper: Sleeper;
  readonly record: WorldRecord;
  readonly run: RunRecord;
  readonly notes: Notes;
}

/** What the witness of one run keeps in mind. */
export interface Notes {
  /** Whether the run has changed the service. */
  touched: boolean;
  /** How things stood last, and the age of the cloud then. */
  last: { readonly standing: Standing; readonly age: number } | undefined;
}

export const blankNotes = (): Notes => ({ touched: false, last: undefined });

/** Has ECS do what the call says. @returns its answer. @throws ServiceError as ECS would. */
export function witnessed(scenery: Scenery, call: CallRecord): unknown {
  const { cloud, time } = scenery;
  const before = changes.has(call.operation) ? seenBefore(scenery, call) : undefined;
  const answer = cloud.call(call.operation, call.input);
  call.doneAt = time.cloud.now();
  if (before !== undefined) noteChange(scenery, call, answer, before);
  if (call.operation === 'DescribeTargetHealth') call.fallen = fallenNow(scenery);
  noteStanding(scenery);
  return answer;
}

const changes: ReadonlySet<string> = new Set([
  'RegisterTaskDefinition',
  'UpdateService',
  'StopServiceDeployment',
  'ContinueServiceDeployment',
]);

interface Before {
  readonly newest: ServiceDeploymentRecord | undefined;
  readonly status: string | undefined;
  /** Whether the deployment that the call names was on its way back already: then it goes on, and nothing changes. */
  readonly hadRollback: boolean;
  readonly fallen: readonly Fallen[];
}

function seenBefore(scenery: Scenery, { input }: CallRecord): Before {
  const { history } = scenery.cloud.service;
  const [newest] = history;
  const named = history.find(({ arn }) => arn === input.serviceDeploymentArn);
  return {
    newest,
    status: newest?.status,
    hadRollback: named?.rollback !== undefined,
    fallen: fallenNow(scenery),
  };
}

/** Of the deployment that the run has begun, or of the one that it watches: another may have come since. */
function fallenNow({ cloud, record, run }: Scenery): readonly Fallen[] {
  const { history } = cloud.service;
  const own = history.find(({ arn }) => record.beganBy.get(arn) === record.runs.indexOf(run));
  const watched = run.saved.find(({ kind }) => kind === 'watching');
  const joined = watched?.kind === 'watching' ? watched.started.deployment : undefined;
  const deployment = (own ?? history.find(({ arn }) => arn === joined) ?? history[0])?.deployment;
  return cloud.state.tasks
    .filter((task) => task.deployment === deployment && (task.unfit !== undefined || diedOfItself(task)))
    .map(({ unfit, stopCode = '', stoppedReason = unfit ?? '' }) => ({
      code: stopCode,
      reason: stoppedReason,
    }));
}

function diedOfItself({ stopCode, stoppedReason = '' }: TaskRecord): boolean {
  const failedChecks = stopCode === 'ServiceSchedulerInitiated' && stoppedReason.includes('health checks');
  return stopCode === 'EssentialContainerExited' || stopCode === 'TaskFailedToStart' || failedChecks;
}

function noteChange(scenery: Scenery, call: CallRecord, answer: unknown, before: Before): void {
  const { record, run, time, notes } = scenery;
  const change = changeOf(scenery.cloud, call, answer, before);
  time.happened();
  call.change = change;
  if (change === undefined || change.kind === 'registered') return;
  call.fallen = before.fallen;
  notes.touched = true;
  if (change.kind === 'updated' && change.began !== undefined)
    record.beganBy.set(change.began, record.runs.indexOf(run));
}

function changeOf(
  { service }: SimulatedCloud,
  { operation, input }: CallRecord,
  answer: unknown,
  { newest: over, status: overStatus, hadRollback }: Before,
): Change | undefined {
  switch (operation) {
    case 'RegisterTaskDefinition': {
      const { taskDefinition } = answer as {
        readonly taskDefinition: { readonly taskDefinitionArn: string };
      };
      return { kind: 'registered', taskDefinition: taskDefinition.taskDefinitionArn };
    }
    case 'UpdateService': {
      const [newest] = service.history;
      const began = newest === over ? undefined : newest?.arn;
      const taskDefinition = service.deployments[0]?.revision.definition.arn ?? '';
      const brings = newest?.deployment.revision.definition.arn === taskDefinition;
      const joined = began === undefined && brings && !hasEnded(newest) ? newest.arn : undefined;
      return { kind: 'updated', taskDefinition, began, joined, over: over?.arn, overStatus };
    }
    case 'StopServiceDeployment':
      return hadRollback ? undefined : { kind: 'stopped', deployment: String(input.serviceDeploymentArn) };
    default:
      return undefined;
  }
}

function noteStanding(scenery: Scenery): void {
  const { run, sleeper, scene, notes } = scenery;
  const standing = standingNow(scenery);
  const [first] = run.lastLook;
  // What a read that lags tells was so before the run woke.
  const since = sleeper.wokeAt - scene.lag;
  if (first !== undefined && first.at < since) run.lastLook = run.lastLook.filter(({ at }) => at >= since);
  run.lastLook.push(standing);
  if (!notes.touched) run.goodBefore.add(standing.good);
}

/** Counted anew only when something has happened since. */
function standingNow({ cloud, time, notes }: Scenery): Standing {
  const age = time.age();
  const standing =
    notes.last?.age === age ? { ...notes.last.standing, at: time.cloud.now() } : standingOf(cloud);
  notes.last = { standing, age };
  return standing;
}
