/**
 * The world of deploy-ecs-with-rollback in memory: an ECS that moves by a manual clock, files, container logs and
 * the runner. Defaults of inputs are read from action.yml, as the runner would hand them over.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { readInputs } from '@slipway/action-kit/inputs';
import { runAction } from '@slipway/action-kit/run-action';
import type { Phase } from '@slipway/rollout/phases';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import type { DoubleOptions } from '@slipway/test-kit/ecs-double/state';
import { fixedRandom } from '@slipway/test-kit/fixed-random';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import { memoryFiles, type MemoryFiles } from '@slipway/test-kit/memory-files';
import { recordingRunner, type RecordingRunner } from '@slipway/test-kit/recording-runner';
import { contract } from '../src/contract.ts';
import { deployService, type Result } from '../src/deploy-service.ts';
import { inputs, type Inputs } from '../src/inputs.ts';
import type { DeployPorts, World } from '../src/ports.ts';
import { outputsOnFailure, reportOf } from '../src/report.ts';

type Values = Readonly<Record<string, string>>;

export const digest = `sha256:${'a'.repeat(64)}`;
export const region = 'eu-west-1';
export const arn = (revision: number): string =>
  `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${String(revision)}`;

const declared = readFileSync(new URL('../action.yml', import.meta.url), 'utf8');
const withDefault = /^ {2}([\w-]+):\n {4}description: .*\n {4}default: '?([^'\n]*)'?$/gm;
export const defaults: Values = Object.fromEntries(
  [...declared.matchAll(withDefault)].map(([, name = '', value = '']) => [name, value]),
);

export const required: Values = { 'task-definition': 'web.json', service: 'web', cluster: 'main' };

/** What the runner would hand over, defaults included. */
export function given(values: Values = {}): Inputs {
  const all = { ...defaults, ...required, ...values };
  return readInputs(inputs, (name) => all[name] ?? '');
}

const logConfiguration = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'app' },
};

/** A task definition file with one container, `web`. */
export const documentOf = (image: string): string =>
  JSON.stringify({
    family: 'web',
    containerDefinitions: [{ name: 'web', image, memory: 128, logConfiguration }],
  });

/** What the service of the ECS double runs from the start. */
export const unchangedDocument = JSON.stringify({
  family: 'web',
  containerDefinitions: [{ name: 'web', image: 'web@sha256:41' }],
});

export interface Scene {
  readonly values?: Values;
  readonly ecs?: DoubleOptions;
  readonly files?: Values;
  /** The last lines of the container that died. */
  readonly log?: readonly string[];
  readonly world?: Partial<World>;
  readonly before?: (ecs: EcsDouble) => void;
  /** What happens, by milliseconds after the start. */
  readonly script?: Readonly<Record<number, (ecs: EcsDouble, cancel: () => void) => void>>;
}

export interface Stage {
  readonly clock: ManualClock;
  readonly ecs: EcsDouble;
  readonly files: MemoryFiles;
  readonly runner: RecordingRunner;
  readonly world: World;
  /** What was kept for the post step, in order, as JSON brings it there. */
  readonly kept: readonly Phase[];
  readonly ports: DeployPorts;
}

/** Tasks of web:42 exit with code 1 three seconds after they run. */
export const dying: DoubleOptions = { behaviours: { 42: { diesAfter: 3000 } } };

export function stage(scene: Scene = {}): Stage {
  const clock = manualClock();
  const ecs = ecsDouble(clock, scene.ecs);
  const files = memoryFiles({ 'web.json': documentOf(`registry.example/web@${digest}`), ...scene.files });
  const runner = recordingRunner({ ...defaults, ...required, ...scene.values });
  const cancelled = new AbortController();
  const kept: Phase[] = [];
  const world: World = {
    ...ecs.ports,
    containerLogs: { tail: async () => scene.log ?? ['starting', 'Error: no database'] },
    clock,
    awsTime: (moment) => moment,
    random: fixedRandom(),
    log: runner,
    cancelled: cancelled.signal,
    ...scene.world,
  };
  const start = clock.now();
  for (const [at, act] of Object.entries(scene.script ?? {})) {
    clock.at(start + Number(at), () => act(ecs, () => cancelled.abort()));
  }
  scene.before?.(ecs);
  const keep = (phase: Phase): void => void kept.push(JSON.parse(JSON.stringify(phase)) as Phase);
  return { clock, ecs, files, runner, world, kept, ports: { world, files, keep } };
}

/** The use case alone. */
export async function deploy(scene: Scene = {}): Promise<Stage & { readonly result: Result }> {
  const set = stage(scene);
  const result = await set.clock.drive(deployService(given(scene.values), region, set.ports));
  return { ...set, result };
}

/** The whole step as the runner sees it: colour, outputs, annotations, log and summary. */
export async function step(scene: Scene = {}): Promise<Stage> {
  const set = stage(scene);
  const signals: Pick<NodeJS.Process, 'on'> = new EventEmitter() as never;
  const action = {
    contract,
    inputs,
    outputsOnFailure,
    run: async (values: Inputs) => reportOf(await deployService(values, region, set.ports)),
  };
  await set.clock.drive(runAction(action, set.runner, signals));
  return set;
}
