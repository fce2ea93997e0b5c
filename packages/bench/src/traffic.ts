/**
 * Requests that get lost while a service is deployed and rolled back: the example app as real processes behind the
 * local load balancer, in real time, with clients that never pause. The world is the example's own.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { servedVersion, startTraffic } from '@slipway/demo/traffic';
import { buildVersion, versions, type Version } from '@slipway/demo/versions';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import type { World } from '@slipway/local-aws/world';
import { readWorld } from '@slipway/local-aws/world-file';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { root } from '@slipway/repo-tools/repository';
import { aligned } from '@slipway/repo-tools/tables';
import { pushLayout } from '@slipway/test-kit/pushed-image';
import { percentile } from './percentile.ts';
import { acts, type Act } from './traffic-acts.ts';

/** Milliseconds of traffic before and after each act. */
const calm = 1000;

export async function trafficFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({ args: [...flags], options: { clients: { type: 'string', default: '8' } } });
  const rows: (readonly string[])[] = [];
  for (const act of acts) rows.push(await perform(act, Number(values.clients)));
  const head = [
    'act',
    'outcome',
    'seconds',
    'requests',
    'dropped',
    'p50',
    'p99',
    'slowest',
    'first that was dropped',
  ];
  const dropped = rows.reduce((sum, row) => sum + Number(row[4]), 0);
  return [
    `${values.clients} clients, each with one request after the other 20 ms apart, through the local load balancer to two tasks.`,
    '',
    ...aligned([head, ...rows]),
    '',
    `dropped requests: ${String(dropped)} (goal: 0)`,
  ];
}

async function perform(act: Act, clients: number): Promise<readonly string[]> {
  await using opened = new AsyncDisposableStack();
  const scratch = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
  opened.defer(() => rm(scratch, { recursive: true, force: true }));
  const aws = await startLocalAws({ world: await worldOf(act.breaker), storage: join(scratch, 'cloud') });
  opened.defer(() => aws.close());
  const url = Object.values(aws.loadBalancers)[0] ?? '';
  const first = { version: versions.one, inputs: { 'desired-count': '2' } };
  mustEnd(await deploy(aws, scratch, first), { outcome: 'succeeded', reason: / serves / });
  const traffic = startTraffic(url, clients);
  const started = performance.now();
  try {
    await pause(calm);
    const cancel = new AbortController();
    const watch = act.cancelled ? cancelWhenServed(url, act.version, cancel) : undefined;
    mustEnd(await deploy(aws, scratch, act, cancel), act);
    cancel.abort();
    await watch;
    await pause(calm);
  } finally {
    await traffic.stop();
  }
  const served = await servedVersion(url);
  if (served !== act.serves.version) throw new Error(`${act.name}: version ${served ?? 'none'} serves.`);
  const { total, failed, latencies, firstFailure = '' } = traffic;
  const ms = (share: number): string => `${percentile(latencies, share).toFixed(1)} ms`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return [
    act.name,
    act.outcome,
    seconds,
    String(total),
    String(failed),
    ms(0.5),
    ms(0.99),
    ms(1),
    firstFailure,
  ];
}

/** The example's world; its service has ECS's own breaker as well, or has it off. */
async function worldOf(breaker: boolean): Promise<World> {
  const file = join(root, 'example-app/slipway.world.yaml');
  const world = readWorld(await readFile(file, 'utf8'), file);
  const services = world.services.map((service) => ({
    ...service,
    circuitBreaker: { ...service.circuitBreaker, enable: breaker, rollback: breaker },
  }));
  return { ...world, services };
}

async function deploy(
  aws: LocalAws,
  scratch: string,
  { version, inputs }: Pick<Act, 'version' | 'inputs'>,
  cancel = new AbortController(),
): Promise<ActionRun> {
  const tag = `v${version.version}`;
  const digest = await buildVersion(join(root, 'example-app'), version, join(scratch, tag));
  await pushLayout(aws.endpoint, join(scratch, tag), 'web', tag);
  const image = `${new URL(aws.endpoint).host}/web@${digest}`;
  const port = { containerPort: 8080 };
  const container = { name: 'web', image, memory: 128, essential: true, portMappings: [port] };
  const document = { family: 'web', networkMode: 'awsvpc', containerDefinitions: [container] };
  await writeFile(join(scratch, 'task-definition.json'), JSON.stringify(document));
  return runAction({
    action: join(root, 'actions/deploy-ecs-with-rollback'),
    inputs: {
      'task-definition': 'task-definition.json',
      service: 'web',
      cluster: 'harbour',
      'poll-interval': '1s',
      ...inputs,
    },
    env: aws.environment,
    workspace: scratch,
    signal: cancel.signal,
  });
}

async function cancelWhenServed(url: string, { version }: Version, cancel: AbortController): Promise<void> {
  while (!cancel.signal.aborted) {
    if ((await servedVersion(url)) === version) cancel.abort();
    await pause(50);
  }
}

function mustEnd({ outputs, log }: ActionRun, { outcome, reason }: Pick<Act, 'outcome' | 'reason'>): void {
  const { outcome: ended = 'nothing', reason: why = '' } = outputs;
  if (ended === outcome && reason.test(why)) return;
  throw new Error(`It ended as ${ended} (${why}) instead of ${outcome}:\n${log.join('\n')}`);
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
