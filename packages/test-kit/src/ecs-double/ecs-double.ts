/**
 * A small ECS in memory for the engine's tests. It enforces ECS's own rules, moves by a manual clock, and keeps
 * its own record of what serves, computed without the engine.
 */
import { upstreamFailure, type Failure } from '@slipway/action-kit/failures';
import type { Deployment, DeploymentStatus, TaskDocument } from '@slipway/rollout/observations';
import type { EndpointAnswer, ServiceChange } from '@slipway/rollout/ports';
import type { ManualClock } from '../manual-clock.ts';
import { portsOf, type EcsPorts } from './ports.ts';
import { begin, schedule, succeed, update } from './scheduler.ts';
import {
  currentDeployment,
  isRunning,
  liveTasks,
  newState,
  nextId,
  register,
  type DoubleOptions,
  type EcsState,
} from './state.ts';
import { startTask } from './task-life.ts';

export interface EcsDouble {
  readonly ports: EcsPorts;
  /** Operations in the order they were called. */
  readonly calls: readonly string[];
  /** What UpdateService was sent, in order. */
  readonly changes: readonly ServiceChange[];
  /** The next `times` calls fail, when nothing else is given as throttled, or with `after` as a lost answer. */
  fail(call: string, times: number, failure?: Failure, when?: 'before' | 'after'): void;
  register(document: TaskDocument): string;
  /** Somebody else's deployment of a revision. */
  deploy(taskDefinition: string, options?: { readonly force: true }): void;
  /** Sets a CloudWatch alarm. */
  alarm(name: string, state: string): void;
  /** What a request over HTTP is answered from now on; undefined: nobody answers. */
  answer(answer: EndpointAnswer | undefined): void;
  /** What ECS shows of the newest deployment besides its status and its tasks. */
  shift(course: Partial<Deployment>): void;
  /** The service scheduler tells something. */
  tell(message: string): void;
  /** ARN of the newest deployment, whether ECS has named it or not. */
  current(): string;
  /** As after 90 days: deployments of a status are no longer listed. */
  forget(status: DeploymentStatus): void;
  /** The world's own record: somebody else's deployments that the run's UpdateService replaced. */
  readonly overwritten: readonly string[];
  /** The world's own record: deployments that StopServiceDeployment rolled back. */
  readonly stopped: readonly string[];
  /** The world's own record: the revisions that run, each with how many tasks. */
  serving(): Readonly<Record<string, number>>;
}

/** A service `web` in cluster `main` that has been running web:41 for an hour. */
export function ecsDouble(clock: ManualClock, options: DoubleOptions = {}): EcsDouble {
  const state = newState(clock, options);
  settle(state);
  schedule(state);
  return {
    ports: portsOf(state),
    calls: state.calls,
    changes: state.changes,
    fail: (call, times, failure, when = 'before') =>
      void state.faults.push({ call, times, failure: failure ?? faultOf(call, when), when }),
    register: (document) => register(state, document),
    deploy: (taskDefinition, options) => {
      update(state, { ...nothing, taskDefinition, forceNewDeployment: options?.force });
      if (state.service.deployment !== undefined) state.foreign.add(state.service.deployment);
    },
    alarm: (name, alarm) => void state.alarms.set(name, alarm),
    answer: (answer) => void (state.endpoint = answer),
    shift: (course) => {
      const deployment = currentDeployment(state);
      if (deployment === undefined) return;
      Object.assign(deployment, course);
      if (course.status === 'SUCCESSFUL') succeed(deployment, clock.now());
    },
    tell: (message) =>
      void state.events.unshift({ id: nextId(state), at: clock.now(), message: `(service web) ${message}` }),
    current: () => state.service.deployment ?? '',
    forget: (status) => {
      for (const [arn, record] of state.deployments)
        if (record.status === status) state.deployments.delete(arn);
    },
    overwritten: state.overwritten,
    stopped: state.stopped,
    serving: () => serving(state),
  };
}

const nothing = {
  desiredCount: undefined,
  forceNewDeployment: undefined,
  enableEcsManagedTags: undefined,
  propagateTags: undefined,
  volumeConfigurations: undefined,
};

function settle(state: EcsState): void {
  const { clock, options, service } = state;
  const containerDefinitions = [{ name: 'web', image: 'web@sha256:41' }];
  begin(state, register(state, { family: 'web', containerDefinitions }));
  const first = currentDeployment(state);
  if (first !== undefined) succeed(first, clock.now() - 3_600_000);
  if (options.running === false) return;
  for (let count = 0; count < service.desired; count += 1) {
    const record = startTask(state, service.revision, service.owner ?? '');
    record.task = { ...record.task, status: 'RUNNING', startedAt: clock.now() - 3_600_000 };
  }
}

function serving(state: EcsState): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { task } of liveTasks(state).filter(isRunning)) {
    const name = task.taskDefinition.slice(task.taskDefinition.lastIndexOf('/') + 1);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const faultOf = (call: string, when: 'before' | 'after'): Failure =>
  when === 'before' ? throttled(call) : lostAnswer(call);

const throttled = (call: string): Failure =>
  upstreamFailure({ code: 'throttled', what: `${call} failed after retries`, why: 'Rate exceeded' });

/** What a call ends with whose answer never came: ECS may have done it. */
export const lostAnswer = (call: string): Failure =>
  upstreamFailure({ code: 'aws-unavailable', what: `${call} failed`, why: 'TimeoutError: socket hang up' });
