/**
 * The harbour of the transcripts: a local cloud with one service that runs two tasks of version 1, on which the
 * committed bundle deploys in lockstep, so that every run is the same to the byte. Each scene has one of its own.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { virtualClock } from '@slipway/local-aws/clock';
import type { Gate } from '@slipway/local-aws/dispatch';
import { openStage, type HarbourStage, type Played } from '@slipway/test-kit/harbour-stage';
import { bystander } from '@slipway/test-kit/lockstep/door';
import { openLockstep, type Lockstep, type WallClock } from '@slipway/test-kit/lockstep/lockstep';
import { documentOf, worldOf, type WorldParts } from './dist-world.ts';

type Values = Readonly<Record<string, string>>;

export interface HarbourScene extends WorldParts {
  /** How many tasks serve before; 0 leaves the service as it was created. */
  readonly tasks?: number;
  /** The clock of the runner, where it is not the cloud's. */
  readonly wall?: WallClock;
  /** From the moment when the stage is set. */
  readonly gate?: Gate;
  readonly play: (harbour: Harbour) => Promise<Played>;
}

export interface Harbour {
  readonly stage: HarbourStage;
  /** Deploys `web` with the image of this tag. */
  readonly deploy: (tag: string, inputs?: Values) => Promise<Played>;
  /** Runs the action for this service. */
  readonly run: (inputs: Values, env?: Values) => Promise<Played>;
  /** Does something so many seconds from now; nothing goes on until it is done. */
  readonly later: (seconds: number, act: () => unknown) => void;
  /** Does something when a call of this operation took effect, before it is answered, once. */
  readonly whenCalled: (operation: string, act: () => unknown) => void;
  /** Cancels the job that runs, as the runner does. */
  readonly cancel: () => void;
  /** The machine of the job that runs goes away. */
  readonly kill: () => Promise<void>;
  /** One call of ECS by somebody else. */
  readonly ecs: (operation: string, input: object) => Promise<Readonly<Record<string, unknown>>>;
  /** Sets a CloudWatch alarm off. */
  readonly alarm: (name: string) => Promise<unknown>;
  /** Registers a revision with the image of this tag. */
  readonly register: (tag: string) => Promise<void>;
  /** Lets time pass, while no job runs, until the newest deployment of the service is so. */
  readonly until: (holds: (deployment: Deployment) => boolean) => Promise<void>;
}

type Deployment = HarbourStage['aws']['ecs']['services'][number]['history'][number];

export async function playScene(scene: HarbourScene): Promise<Played> {
  const { gate = () => undefined, tasks = 2, wall, play } = scene;
  await using opened = new AsyncDisposableStack();
  const lockstep = await openLockstep(virtualClock(undefined, 1), wall);
  opened.defer(() => lockstep.close());
  const awaited: Awaited[] = [];
  let isSet = false;
  const stage = await openStage({
    world: worldOf(scene),
    lockstep,
    gate: async (call) => {
      if (!isSet) return;
      await gate(call);
      const at = awaited.findIndex(
        ({ operation }) => call.moment === 'carried-out' && operation === call.operation,
      );
      if (at >= 0) await lockstep.hold(Promise.resolve(awaited.splice(at, 1)[0]?.act()));
    },
  });
  opened.defer(() => stage.close());
  const harbour = harbourOn(stage, lockstep, awaited);
  if (tasks > 0) await settle(harbour, tasks);
  isSet = true;
  return await play(harbour);
}

interface Awaited {
  readonly operation: string;
  readonly act: () => unknown;
}

async function settle({ register, ecs, until }: Harbour, tasks: number): Promise<void> {
  await register('v1');
  await ecs('UpdateService', {
    cluster: 'harbour',
    service: 'web',
    taskDefinition: 'web:2',
    desiredCount: tasks,
  });
  await until(({ status }) => status === 'SUCCESSFUL');
}

function harbourOn(stage: HarbourStage, lockstep: Lockstep, awaited: Awaited[]): Harbour {
  let [cancelled, lost] = [new AbortController(), new AbortController()];
  const run: Harbour['run'] = (inputs, env) => {
    [cancelled, lost] = [new AbortController(), new AbortController()];
    const ends = { cancelled: cancelled.signal, lost: lost.signal };
    return stage.play('deploy-ecs-with-rollback', { ...usual, ...inputs }, env, ends);
  };
  const call = (target: string, version: string, input: object) =>
    ask(stage.aws.endpoint, target, version, input);
  const ecs: Harbour['ecs'] = (operation, input) =>
    call(`AmazonEC2ContainerServiceV20141113.${operation}`, '1.1', input);
  return {
    stage,
    run,
    deploy: async (tag, inputs = {}) => {
      await stage.push('web', tag);
      await stage.write('web.json', JSON.stringify(documentOf(stage, tag)));
      return run({ 'task-definition': 'web.json', ...inputs });
    },
    later: (seconds, act) => void lockstep.after(seconds * 1000, act),
    whenCalled: (operation, act) => void awaited.push({ operation, act }),
    cancel: () => cancelled.abort(),
    kill: async () => {
      lost.abort();
      await lockstep.gone();
    },
    ecs,
    alarm: (AlarmName) =>
      call('GraniteServiceVersion20100801.SetAlarmState', '1.0', {
        AlarmName,
        StateValue: 'ALARM',
        StateReason: '3 datapoints were greater than the threshold',
      }),
    register: async (tag) => {
      await stage.push('web', tag);
      await ecs('RegisterTaskDefinition', documentOf(stage, tag));
    },
    until: (holds) =>
      lockstep.until(() => {
        const newest = stage.aws.ecs.services[0]?.history[0];
        return newest !== undefined && holds(newest);
      }),
  };
}

const usual = { service: 'web', cluster: 'harbour' };

async function ask(endpoint: string, target: string, version: string, input: object) {
  const headers = {
    'content-type': `application/x-amz-json-${version}`,
    'x-amz-target': target,
    [bystander]: 'somebody else',
  };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  if (!response.ok)
    throw new Error(`${target} answered ${String(response.status)}: ${await response.text()}`);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

/** A transcript with a file of the workspace behind it. */
export async function withFile({ stage }: Harbour, played: Played, path: string): Promise<Played> {
  const content = await readFile(join(stage.workspace, path), 'utf8');
  return { ...played, transcript: `${played.transcript}\n${path}:\n${content}` };
}
