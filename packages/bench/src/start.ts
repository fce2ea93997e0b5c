/**
 * Start to first line of the deploy action, beside a peer's when its folder is given: in turns (ours, theirs, ours,
 * theirs …), so that whatever else the machine does strikes both alike.
 */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runAction } from '@slipway/local-runner/run-action';
import { aligned } from '@slipway/repo-tools/tables';
import { root } from '@slipway/repo-tools/repository';
import { median } from './percentile.ts';

const env = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'nothing-but-an-example',
};

/** What both are asked; each makes both print an error and end. */
const scenes: readonly { readonly says: string; readonly inputs: Readonly<Record<string, string>> }[] = [
  { says: 'A required input is missing.', inputs: {} },
  {
    says: 'Every input is there, and AWS denies the first call.',
    inputs: { 'task-definition': 'task-definition.json', service: 'web', cluster: 'main' },
  },
];

const taskDefinition = {
  family: 'web',
  containerDefinitions: [{ name: 'web', image: 'registry.example/web:1', memory: 128 }],
};

interface Runner {
  readonly name: string;
  readonly folder: string;
  /** Milliseconds from start, one a round. */
  readonly toFirstLine: number[];
  readonly toEnd: number[];
  firstLine: string;
}

/** Milliseconds from start to first line when AWS denies the first call: one list a folder, measured in turns. */
export async function startsOf(
  folders: readonly string[],
  rounds: number,
): Promise<readonly (readonly number[])[]> {
  const runners = folders.map((folder) => runner(folder, folder));
  await measure(runners, scenes.at(-1)?.inputs ?? {}, rounds);
  return runners.map(({ toFirstLine }) => toFirstLine);
}

/** @returns the figures as lines. @throws Error when an action prints nothing, for then nothing was measured. */
export async function startFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...flags],
    options: { peer: { type: 'string' }, rounds: { type: 'string', default: '10' } },
  });
  const lines = [
    `Start of the process to its first line, under Node ${process.versions.node}, ${values.rounds} rounds in turns:`,
    'the unmodified bundles, run as the runner does, with the same inputs and environment.',
  ];
  for (const { says, inputs } of scenes) {
    const ours = runner('deploy-ecs-with-rollback', join(root, 'actions/deploy-ecs-with-rollback'));
    const peer = values.peer === undefined ? undefined : runner('peer', resolve(values.peer));
    await measure(peer === undefined ? [ours] : [ours, peer], inputs, Number(values.rounds));
    lines.push('', says, ...report(ours, peer));
  }
  return lines;
}

const runner = (name: string, folder: string): Runner => ({
  name,
  folder,
  toFirstLine: [],
  toEnd: [],
  firstLine: '',
});

async function measure(
  runners: readonly Runner[],
  inputs: Readonly<Record<string, string>>,
  rounds: number,
): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
  const denying = await startDenying();
  try {
    await writeFile(join(workspace, 'task-definition.json'), JSON.stringify(taskDefinition));
    // One round more than asked: the first reads the bundles from the disk.
    for (let round = 0; round <= rounds; round += 1) {
      for (const each of runners) {
        const run = await runAction({
          action: each.folder,
          inputs,
          env: { ...env, AWS_ENDPOINT_URL: denying.url },
          workspace,
        });
        if (run.startToFirstLineMs === undefined) throw new Error(`${each.name} printed nothing.`);
        each.firstLine = run.log[0] ?? '';
        if (round === 0) continue;
        each.toFirstLine.push(run.startToFirstLineMs);
        each.toEnd.push(run.startToEndMs);
      }
    }
  } finally {
    denying.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/** Denial is final, so that no action waits and asks again. */
export async function startDenying(): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    request.resume();
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    response.writeHead(400, headers).end('{"__type":"AccessDeniedException","message":"denied"}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, close: () => void server.close() };
}

function report(ours: Runner, peer: Runner | undefined): readonly string[] {
  const row = ({ name, toFirstLine, toEnd, firstLine }: Runner): readonly string[] => [
    name,
    median(toFirstLine).toFixed(0),
    Math.min(...toFirstLine).toFixed(0),
    Math.max(...toFirstLine).toFixed(0),
    median(toEnd).toFixed(0),
    firstLine.slice(0, 70),
  ];
  const rows = (peer === undefined ? [ours] : [ours, peer]).map(row);
  return [
    ...aligned([['action', 'median ms', 'least', 'most', 'to the end', 'first line'], ...rows]),
    ...(peer === undefined
      ? []
      : [
          `Ratio of the medians: ${ratio(ours.toFirstLine, peer.toFirstLine)} to the first line (goal: ≤ 0.60), ` +
            `${ratio(ours.toEnd, peer.toEnd)} to the end of the step`,
        ]),
  ];
}

const ratio = (ours: readonly number[], peer: readonly number[]): string =>
  (median(ours) / median(peer)).toFixed(2);
