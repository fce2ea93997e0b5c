/** One run of one action in one scenario: opens a cloud for it, lets it deploy, and measures what came of it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askEcs } from '@slipway/demo/cloud-questions';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { openCloud, writeDocument, type ScaledCloud } from '../scaled-cloud.ts';
import { meanwhile, type Meanwhile } from './operator.ts';
import type { Trial } from './right.ts';
import { tags, worldOf, type Scenario } from './scenarios.ts';
import { rollbackAfter, standingOf } from './standing.ts';

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
  /** Of reading calls, from UpdateService to the end of the step. */
  readonly callsPerSecond: number;
  readonly peakMegabytes: number;
  /** Milliseconds of this machine from its last wait to its end. */
  readonly lastWork: number;
  /** The last lines of the log, for a verdict that is wrong. */
  readonly tail: readonly string[];
}

export async function tryOut(scenario: Scenario, contender: Contender, factor: number): Promise<Measured> {
  const others = meanwhile(scenario.meanwhile);
  const cloud = await openCloud({ world: worldOf(scenario), factor, tags, gate: others.gate });
  try {
    await settle(cloud, scenario);
    others.watch(cloud);
    const before = cloud.aws.ecs.services[0]?.history.length ?? 0;
    const run = await deploy(cloud, scenario, contender);
    return await measured(cloud, scenario, others, run, before);
  } finally {
    await cloud.close();
  }
}

/** Brings the first revision into service. */
async function settle({ aws, until }: ScaledCloud, { desired }: Scenario): Promise<void> {
  const image = `${new URL(aws.endpoint).host}/web:first`;
  for (const family of ['web', 'other']) {
    const containerDefinitions = [{ name: 'app', image, portMappings: [{ containerPort: 80 }] }];
    await askEcs(aws.endpoint, 'RegisterTaskDefinition', {
      family,
      networkMode: 'awsvpc',
      containerDefinitions,
    });
  }
  const first = { cluster: 'harbour', service: 'web', taskDefinition: 'web:1', desiredCount: desired };
  await askEcs(aws.endpoint, 'UpdateService', first);
  await until(() => aws.ecs.services[0]?.history[0]?.status === 'SUCCESSFUL');
}

async function deploy(cloud: ScaledCloud, { tag, ours }: Scenario, contender: Contender): Promise<ActionRun> {
  return runAction({
    action: contender.folder,
    inputs: {
      'task-definition': await writeDocument(cloud, tag),
      service: 'web',
      cluster: 'harbour',
      'wait-for-service-stability': 'true',
      ...(contender.isOurs ? ours : {}),
    },
    env: cloud.aws.environment,
    workspace: cloud.workspace,
    timeFactor: cloud.clock.factor,
    timeOrigin: cloud.origin,
    preload: `${new URL('../report-run.mjs', import.meta.url).href}?file=${reportFile(cloud)}`,
  });
}

const reportFile = ({ workspace }: ScaledCloud): string => join(workspace, 'run.jsonl');

async function measured(
  cloud: ScaledCloud,
  { judge }: Scenario,
  { updatedAt = 0, deniedAt }: Meanwhile,
  run: ActionRun,
  before: number,
): Promise<Measured> {
  const endedAt = cloud.at(run.startedAt + run.startToEndMs);
  const standing = standingOf(cloud.aws.ecs, before);
  const words = run.log.join('\n');
  const trial: Trial = { exitCode: run.exitCode, words, standing, endedAt, deniedAt };
  const decidedAt = judge.decidedAt(trial);
  const calls = cloud.aws.calls.filter(
    ({ at, operation }) => at > updatedAt && at <= endedAt && /^(Describe|List|Get|Filter)/.test(operation),
  );
  const { peakKilobytes, waitedUntil } = await reportedBy(cloud);
  const { factor } = cloud.clock;
  const begun = rollbackAfter(standing);
  return {
    wrong: judge.wrong(trial),
    namesCause: judge.cause?.test(words),
    took: decidedAt === undefined ? undefined : (decidedAt - updatedAt) / 1000,
    lag: decidedAt === undefined ? undefined : lagOf(decidedAt, waitedUntil, endedAt, factor),
    rollbackAfter: begun === undefined ? undefined : begun / 1000,
    callsPerSecond: calls.length / ((endedAt - updatedAt) / 1000),
    peakMegabytes: peakKilobytes / 1024,
    lastWork: (endedAt - waitedUntil) / factor,
    tail: run.log.slice(-6),
  };
}

/** Of the main step; the post step adds a line of its own. */
async function reportedBy(
  cloud: ScaledCloud,
): Promise<{ readonly peakKilobytes: number; readonly waitedUntil: number }> {
  const [line = ''] = (await readFile(reportFile(cloud), 'utf8')).split('\n');
  return JSON.parse(line) as Awaited<ReturnType<typeof reportedBy>>;
}

/** Waiting passes in cloud time; what follows the last wait is work, which no factor makes longer. In seconds. */
function lagOf(decidedAt: number, waitedUntil: number, endedAt: number, factor: number): number | undefined {
  if (endedAt < decidedAt) return undefined;
  const workFrom = Math.min(endedAt, Math.max(decidedAt, waitedUntil));
  return (workFrom - decidedAt + (endedAt - workFrom) / factor) / 1000;
}
