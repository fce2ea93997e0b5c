/**
 * What scaled time costs and how true it is: an action that only waits, calls and ends, run as the others are and
 * beside them, so that it meets the same load. All seconds are seconds of the cloud.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from '@slipway/local-runner/run-action';
import { percentile } from './percentile.ts';
import { openCloud } from '@slipway/test-kit/scaled-cloud';

export interface Overhead {
  /** How much longer than 4 s each wait of 4 s was. */
  readonly waits: readonly number[];
  readonly calls: readonly number[];
  /** From the start of the process to its first line. */
  readonly start: readonly number[];
}

const probe = `
const [waits, calls] = [[], []];
console.log('started');
const timed = async (into, work) => { const from = performance.now(); await work(); into.push((performance.now() - from) / 1000); };
const call = async () => (await fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', body: '{}', headers: {
  'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters' } })).text();
for (let turn = 0; turn < 20; turn += 1) {
  await timed(waits, () => new Promise((done) => setTimeout(done, 4000)));
  await timed(calls, call);
}
console.log(JSON.stringify({ waits: waits.map((wait) => wait - 4), calls }));
`;

export async function measureOverhead(factor: number): Promise<Overhead> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-probe-'));
  const cloud = await openCloud({ world: '', factor, tags: [] });
  try {
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist/package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'dist/index.js'), probe);
    await writeFile(
      join(folder, 'action.yml'),
      'name: probe\nruns:\n  using: node24\n  main: dist/index.js\n',
    );
    const { log, startToFirstLineMs = 0 } = await runAction({
      action: folder,
      env: cloud.aws.environment,
      workspace: folder,
      timeFactor: factor,
      timeOrigin: cloud.origin,
    });
    const told = JSON.parse(log.at(-1) ?? '{}') as Pick<Overhead, 'waits' | 'calls'>;
    return { ...told, start: [(startToFirstLineMs * factor) / 1000] };
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One sentence a fact; the first call of each process opens its connection. */
export function overheadLines(all: readonly Overhead[], factor: number): readonly string[] {
  const of = (values: readonly number[]): string =>
    `${percentile(values, 0.5).toFixed(2)} s (p95 ${percentile(values, 0.95).toFixed(2)} s)`;
  return [
    `What ${String(factor)} times real time adds, in seconds of the cloud, under the load of this very run: a wait lasts ` +
      `${of(all.flatMap(({ waits }) => waits))} longer,`,
    `a call ${of(all.flatMap(({ calls }) => calls.slice(1)))}, the start of a Node process ${of(all.flatMap(({ start }) => start))}.`,
  ];
}
