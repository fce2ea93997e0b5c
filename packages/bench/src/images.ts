/**
 * What images cost: a promotion in calls and layer bytes, a push of an OCI layout beside skopeo's in seconds and
 * memory, and a second push of an unchanged image in bytes.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { aligned } from '@slipway/repo-tools/tables';
import { writeRandomLayout } from './big-layout.ts';
import { promotionFigures } from './images-promote.ts';
import {
  debian,
  hasPart,
  localCloud,
  repository,
  runTask,
  timePushes,
  type PushTimes,
  type RegistryKind,
} from './images-push.ts';
import { median } from './percentile.ts';

/** @returns the figures as lines, with what could not be measured. */
export async function imagesFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      rounds: { type: 'string', default: '5' },
      layers: { type: 'string', default: '40' },
      megabytes: { type: 'string', default: '500' },
      gigabytes: { type: 'string', default: '1' },
    },
  });
  const [rounds, layers] = [Number(values.rounds), Number(values.layers)];
  const scratch = await mkdtemp(join(tmpdir(), 'slipway-images-'));
  const [large, many] = [join(scratch, 'large'), join(scratch, 'many')];
  try {
    await mkdir(large);
    const promotion = await promotionFigures(large, Number(values.gigabytes) * 1e9);
    await rm(large, { recursive: true });
    await writeRandomLayout(many, layers, Math.floor((Number(values.megabytes) * 1e6) / layers));
    return [
      ...promotion,
      '',
      `An OCI layout of ${values.megabytes} MB in ${values.layers} layers to a registry without a past, ${values.rounds} rounds in turns:`,
      'whole processes from start to end; ours is the package under this Node, which reads TypeScript as it is.',
      ...(await pushFigures(many, rounds)),
      '',
      ...(await unchangedFigures(many)),
    ];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function pushFigures(layout: string, rounds: number): Promise<readonly string[]> {
  const withSkopeo = hasPart('skopeo');
  const kinds = hasPart('docker-registry') ? [debian, localCloud] : [localCloud];
  const rows: (readonly string[])[] = [
    ['registry', 'ours s', 'skopeo s', 'ratio (goal: ≤ 1.00)', 'of pairs', 'peak MB (goal: ≤ 150)'],
  ];
  for (const kind of kinds) rows.push(pushRow(kind, await timePushes(kind, layout, rounds, withSkopeo)));
  return [
    ...aligned(rows),
    ...(withSkopeo ? [] : ['skopeo is not on this machine: nothing was measured beside it.']),
    ...(kinds.length > 1 ? [] : ['docker-registry is not on this machine: nothing was measured with it.']),
  ];
}

function pushRow({ name }: RegistryKind, { ours, skopeo, peakMegabytes }: PushTimes): readonly string[] {
  const peak = Math.max(...peakMegabytes).toFixed(0);
  if (skopeo.length === 0) return [name, median(ours).toFixed(2), 'not measured', '', '', peak];
  const ratios = ours.map((seconds, round) => seconds / (skopeo[round] ?? Number.NaN));
  const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
  const ratio = (median(ours) / median(skopeo)).toFixed(2);
  return [name, median(ours).toFixed(2), median(skopeo).toFixed(2), ratio, spread, peak];
}

/** The same image under another tag: nothing of it may travel but its manifest. */
async function unchangedFigures(layout: string): Promise<readonly string[]> {
  const registry = await localCloud.open();
  try {
    const push = (tag: string) => runTask({ ...registry, repository, tag, source: { layout } });
    const first = (await push('v1')).end;
    const { calls, sentBytes, blobBytes } = (await push('v2')).end;
    return [
      `The first push sends ${String(first.sentBytes)} bytes in ${String(first.calls)} calls; the second, unchanged, ` +
        `sends ${String(sentBytes)} bytes in ${String(calls)} calls, ${String(blobBytes)} of them of blobs (goal: 0, the manifest only).`,
    ];
  } finally {
    await registry.close();
  }
}
