/** A run of the engine against the double: what is asked, what happens meanwhile, and what came of it. */
import type { Log } from '@slipway/action-kit/ports';
import type { Phase } from '@slipway/rollout/phases';
import type { Ports } from '@slipway/rollout/ports';
import type { Request, Wanted } from '@slipway/rollout/request';
import { runRollout, type Run } from '@slipway/rollout/run-rollout';
import { ecsDouble, type EcsDouble } from './ecs-double.ts';
import type { DoubleOptions } from './state.ts';
import { manualClock, type ManualClock } from '../manual-clock.ts';

export const request: Request = {
  mode: 'deploy',
  name: { cluster: 'main', service: 'web' },
  wait: true,
  timeout: 30 * 60_000,
  rollbackTimeout: 15 * 60_000,
  rollback: 'on-failure',
  onTimeout: 'rollback',
  onCancel: 'rollback',
  ifInProgress: 'wait',
  failFast: true,
  desiredCount: undefined,
  forceNewDeployment: undefined,
  enableEcsManagedTags: undefined,
  propagateTags: undefined,
  volume: undefined,
  keepRevisions: undefined,
  pollInterval: 4000,
  dryRun: false,
  alarms: [],
  bakeTime: 0,
  healthCheck: undefined,
};

const logConfiguration = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/web', 'awslogs-stream-prefix': 'app' },
};
/** What is deployed when nothing else is said: it becomes web:42. */
export const document = {
  family: 'web',
  containerDefinitions: [{ name: 'web', image: 'web@sha256:42', logConfiguration }],
};
export const next: Wanted = { kind: 'document', document };

export interface Scenario {
  readonly ecs?: DoubleOptions;
  readonly request?: Partial<Request>;
  readonly wanted?: Wanted;
  /** Before the run begins. */
  readonly before?: (ecs: EcsDouble) => void;
  /** Where a saved run goes on. */
  readonly resume?: (ports: Ports) => Promise<Phase | undefined>;
  readonly ports?: Partial<Ports>;
  readonly random?: number;
  /** What happens, by milliseconds after the start. */
  readonly script?: Readonly<Record<number, (ecs: EcsDouble, cancel: () => void) => void>>;
}

export interface Played extends Run {
  readonly ecs: EcsDouble;
  readonly ports: Ports;
  readonly lines: readonly string[];
  readonly saved: readonly Phase[];
  readonly clock: ManualClock;
  /** Milliseconds of the whole run. */
  readonly lasted: number;
  readonly path: readonly string[];
}

export async function play(scenario: Scenario, clock = manualClock(), existing?: EcsDouble): Promise<Played> {
  const ecs = existing ?? ecsDouble(clock, scenario.ecs);
  const cancelled = new AbortController();
  const lines: string[] = [];
  const saved: Phase[] = [];
  const log: Log = {
    info: (line) => lines.push(line),
    debug: () => undefined,
    mask: () => undefined,
    group: (_, body) => body(),
  };
  const ports: Ports = {
    ...ecs.ports,
    containerLogs: { tail: async () => ['starting', 'Error: no database'] },
    sameDocument: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    clock,
    awsTime: (moment) => moment,
    random: { next: () => scenario.random ?? 0.5 },
    log,
    cancelled: cancelled.signal,
    ...scenario.ports,
  };
  const begun = clock.now();
  for (const [at, act] of Object.entries(scenario.script ?? {})) {
    clock.at(begun + Number(at), () => act(ecs, () => cancelled.abort()));
  }
  scenario.before?.(ecs);
  const asked = { ...request, ...scenario.request };
  const start: Phase =
    asked.mode === 'deploy'
      ? { kind: 'planning', request: asked, wanted: scenario.wanted ?? next }
      : { kind: 'taking-over', request: asked };
  const begin = async (): Promise<Run> => {
    const phase = (await scenario.resume?.(ports)) ?? start;
    return runRollout(phase, ports, (each) => saved.push(each));
  };
  const run = await clock.drive(begin());
  const path = run.journal.map((entry) => entry.phase);
  return { ...run, ecs, ports, lines, saved, clock, lasted: clock.now() - begun, path };
}
