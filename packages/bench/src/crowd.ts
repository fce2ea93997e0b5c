/**
 * Many services of one account deployed and watched at once, each by a process of our bundle, while the local cloud
 * throttles as ECS does: is every verdict right, how many calls does it take, how late is the slowest.
 */
import { join } from 'node:path';
import { loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { askEcs } from '@slipway/local-aws/ask';
import { root } from '@slipway/repo-tools/repository';
import { registerFirst, writeDocument } from '@slipway/test-kit/cloud-place';
import { openCloud, type ScaledCloud } from '@slipway/test-kit/scaled-cloud';
import { standingOf } from '@slipway/test-kit/standing';
import { crowdReport, type Watched } from './crowd-report.ts';
import { returned, success, type Judge } from './right.ts';
import { runTimed } from './timed-run.ts';

/** What becomes of a service: eight of ten are healthy. */
const fates: Readonly<Record<string, { readonly tag: string; readonly judge: Judge }>> = {
  healthy: { tag: 'good', judge: success },
  'dies at start': { tag: 'crashing', judge: returned(/exit/) },
  'image can not be pulled': { tag: 'absent', judge: returned(/pull/i) },
};

const fateOf = (index: number): string =>
  index % 10 === 3 ? 'dies at start' : index % 10 === 7 ? 'image can not be pulled' : 'healthy';

export async function crowdFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      services: { type: 'string', default: '100' },
      factor: { type: 'string', default: '2' },
      apart: { type: 'string', default: '300' },
    },
  });
  const [count, factor, apart] = [Number(values.services), Number(values.factor), Number(values.apart)];
  const names = Array.from({ length: count }, (_, index) => `s${String(index)}`);
  const tags = ['first', 'good', 'crashing', 'absent'];
  const cloud = await openCloud({ world: worldOf(names), factor, tags });
  try {
    await settle(cloud, names);
    const before = cloud.aws.calls.length;
    const lateness = monitorEventLoopDelay({ resolution: 10 });
    lateness.enable();
    const watched = await Promise.all(names.map((name, index) => watch(cloud, name, index, apart)));
    return [
      `${String(count)} services deployed by as many processes, started ${values.apart} ms apart, ${values.factor} times real time, ` +
        `throttled as ECS does. Seconds are seconds of the cloud.`,
      `The load of this machine was ${loadavg()[0]?.toFixed(1) ?? ''}, the cloud was ${milliseconds(lateness.percentile(99))} late for one thing in a ` +
        `hundred, and ${milliseconds(lateness.max)} at worst.`,
      ...crowdReport(Object.keys(fates), watched, cloud.aws.calls.slice(before)),
    ];
  } finally {
    await cloud.close();
  }
}

const milliseconds = (nanoseconds: number): string => `${(nanoseconds / 1e6).toFixed(0)} ms`;

const desired = 4;

/** Tasks are replaced one by one, so that a healthy deployment takes some five minutes. */
const worldOf = (names: readonly string[]): string => `
account: '111122223333'
region: eu-west-1
clusters: [{ name: harbour }]
repositories: [{ name: web }]
taskDefinitions: [{ family: template, containerDefinitions: [{ name: app, image: web }] }]
services:
${names.map((name) => `  - { name: ${name}, cluster: harbour, taskDefinition: template, desiredCount: 0, maximumPercent: 125 }`).join('\n')}
images:
  - { repository: web, tag: first, behaviour: [{ at: 2s, answers: 200 }] }
  - { repository: web, tag: good, behaviour: [{ at: 2s, answers: 200 }] }
  - { repository: web, tag: crashing, behaviour: [{ at: 4s, exit: 1 }] }
  - { repository: web, tag: absent, behaviour: [{ at: 129s, fails: 'CannotPullContainerError: web:absent: not found' }] }
`;

async function settle(cloud: ScaledCloud, names: readonly string[]): Promise<void> {
  const { aws, until } = cloud;
  await registerFirst(cloud, 'web');
  const first = { cluster: 'harbour', taskDefinition: 'web:1', desiredCount: desired };
  for (const service of names) {
    await patiently(() => askEcs(aws.endpoint, 'UpdateService', { ...first, service }));
  }
  await until(() => aws.ecs.services.every(({ history }) => history[0]?.status === 'SUCCESSFUL'));
}

/** The account's bucket throttles whoever prepares the crowd as well. */
async function patiently(call: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await call();
      return;
    } catch (thrown) {
      if (!String(thrown).includes('Rate exceeded')) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function watch(cloud: ScaledCloud, name: string, index: number, apart: number): Promise<Watched> {
  await new Promise((resolve) => setTimeout(resolve, index * apart));
  const fate = fateOf(index);
  const { tag, judge } = fates[fate] ?? { tag: 'good', judge: success };
  const inputs = {
    'task-definition': await writeDocument(cloud, name, tag),
    service: name,
    cluster: 'harbour',
  };
  const action = join(root, 'actions/deploy-ecs-with-rollback');
  const timed = await runTimed(cloud, { action, inputs, name: `${name}.jsonl` });
  const { run, words, endedAt } = timed;
  const standing = standingOf(cloud.aws.ecs, name, 2);
  const trial = { exitCode: run.exitCode, words, standing, endedAt, deniedAt: undefined };
  const decidedAt = judge.decidedAt(trial);
  return {
    fate,
    wrong: judge.wrong(trial),
    lag: decidedAt === undefined ? undefined : timed.lagSince(decidedAt),
    from: standing.tested?.createdAt.getTime() ?? endedAt,
    to: endedAt,
    lastLine: run.log.at(-1)?.replaceAll('\n', ' ') ?? '',
  };
}
