/** One run of one action in one scenario: opens a cloud for it, lets it deploy, and measures what came of it. */
import type { Trial } from '../right.ts';
import { isReading, registerFirst, writeDocument } from '@slipway/test-kit/cloud-place';
import { rollbackAfter, standingOf, type Standing } from '@slipway/test-kit/standing';
import type { TimedRun } from '../timed-run.ts';
import { meanwhile, type Meanwhile } from './operator.ts';
import { tags, worldOf, type Scenario } from './scenarios.ts';
import { askBeside, openTrialCloud, type Pace, type TrialCloud } from './trial-cloud.ts';

export interface Contender {
  readonly name: string;
  /** The folder of the action. */
  readonly folder: string;
  readonly isOurs: boolean;
}

/** Times are seconds of the cloud. */
export interface Measured {
  readonly wrong: string | undefined;
  readonly namesCause: boolean | undefined;
  /** From UpdateService to the moment when ECS was done. */
  readonly took: number | undefined;
  /** From then to the end of the step, its work counted in real time; undefined when the step ended before. */
  readonly lag: number | undefined;
  readonly rollbackAfter: number | undefined;
  /** From the stop that decides to the start of the rollback. */
  readonly afterStop: number | undefined;
  /** Of reading calls, from UpdateService to the end of the step. */
  readonly callsPerSecond: number;
  readonly peakMegabytes: number;
  /** Milliseconds of this machine from its last wait to its end. */
  readonly lastWork: number;
  /** The last lines of the log, for a verdict that is wrong. */
  readonly tail: readonly string[];
}

export async function tryOut(scenario: Scenario, contender: Contender, pace: Pace): Promise<Measured> {
  const others = meanwhile(scenario.meanwhile);
  const cloud = await openTrialCloud({ world: worldOf(scenario), tags, gate: others.gate }, pace);
  try {
    await settle(cloud, scenario);
    others.watch(cloud);
    const before = cloud.aws.ecs.services[0]?.history.length ?? 0;
    const run = await deploy(cloud, scenario, contender);
    return measured(cloud, scenario, others, run, before);
  } finally {
    await cloud.close();
  }
}

/** Brings the first revision into service. */
async function settle(cloud: TrialCloud, { desired }: Scenario): Promise<void> {
  const { aws, until } = cloud;
  for (const family of ['web', 'other']) await registerFirst(cloud, family);
  const first = { cluster: 'harbour', service: 'web', taskDefinition: 'web:1', desiredCount: desired };
  await askBeside(cloud, 'UpdateService', first);
  await until(() => aws.ecs.services[0]?.history[0]?.status === 'SUCCESSFUL');
}

async function deploy(cloud: TrialCloud, { tag, ours }: Scenario, contender: Contender): Promise<TimedRun> {
  const inputs = {
    'task-definition': await writeDocument(cloud, 'web', tag),
    service: 'web',
    cluster: 'harbour',
    'wait-for-service-stability': 'true',
    ...(contender.isOurs ? ours : {}),
  };
  return cloud.run({ action: contender.folder, inputs, name: 'run.jsonl' });
}

function measured(
  cloud: TrialCloud,
  { judge, decidingStop }: Scenario,
  { updatedAt = 0, deniedAt }: Meanwhile,
  timed: TimedRun,
  before: number,
): Measured {
  const { run, words, endedAt, peakMegabytes, lastWork } = timed;
  const standing = standingOf(cloud.aws.ecs, 'web', before);
  const trial: Trial = { exitCode: run.exitCode, words, standing, endedAt, deniedAt };
  const decidedAt = judge.decidedAt(trial);
  const calls = cloud.aws.calls.filter(
    (call) => isReading(call) && call.at > updatedAt && call.at <= endedAt,
  );
  const begun = rollbackAfter(standing);
  const stop = decidingStop === undefined ? undefined : stopsOf(cloud, standing)[decidingStop - 1];
  return {
    wrong: judge.wrong(trial),
    namesCause: judge.cause?.test(words),
    took: decidedAt === undefined ? undefined : (decidedAt - updatedAt) / 1000,
    lag: decidedAt === undefined ? undefined : timed.lagSince(decidedAt),
    rollbackAfter: begun === undefined ? undefined : begun / 1000,
    afterStop: begun === undefined || stop === undefined ? undefined : (begun - stop) / 1000,
    callsPerSecond: calls.length / ((endedAt - updatedAt) / 1000),
    peakMegabytes,
    lastWork,
    tail: run.log.slice(-6),
  };
}

/** When ECS ended the tasks of the deployment or noticed their end, in order; milliseconds since its start. */
function stopsOf({ aws }: TrialCloud, { tested }: Standing): readonly number[] {
  const begun = tested?.createdAt.getTime() ?? 0;
  return aws.ecs.tasks
    .filter(({ deployment }) => deployment === tested?.deployment)
    .flatMap(({ stoppingAt }) => (stoppingAt === undefined ? [] : stoppingAt.getTime() - begun))
    .sort((one, other) => one - other);
}
