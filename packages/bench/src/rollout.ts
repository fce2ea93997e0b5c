/**
 * Our deploy action beside a peer's, on the same local cloud, in the same scenarios and in one run, in lockstep or in
 * scaled time: who is right, how late, how soon a way back begins, and what it costs. Without a peer ours alone is measured.
 */
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '@slipway/repo-tools/repository';
import { distSize } from '@slipway/repo-tools/sizes';
import { overheadLines } from './overhead.ts';
import { percentile } from './percentile.ts';
import { hold } from './rollout/contest.ts';
import { goalsTable, type Size } from './rollout/goals.ts';
import { scenarios } from './rollout/scenarios.ts';
import { mistakes, trialsTable } from './rollout/table.ts';
import type { Contender } from './rollout/trial.ts';
import { startsOf } from './start.ts';

export async function rolloutFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      peer: { type: 'string' },
      factor: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      'at-once': { type: 'string' },
      only: { type: 'string', default: '' },
    },
  });
  const contenders = contendersOf(values.peer);
  const factor = values.factor === undefined ? undefined : Number(values.factor);
  const atOnce = Number(values['at-once'] ?? (factor === undefined ? availableParallelism() + 1 : 12));
  const started = Date.now();
  const sizes = await sizesOf(contenders);
  const chosen = scenarios.filter(({ name }) => name.includes(values.only));
  const rounds = Number(values.rounds);
  const { rows, overhead } = await hold({ contenders, factor, rounds, atOnce, scenarios: chosen });
  return [
    `Deployments on the local cloud with the timings of AWS, ${paceInWords(factor)}, ${String(atOnce)} at once, on Node ` +
      `${process.versions.node}; all seconds are seconds of the cloud. It took ${minutes(Date.now() - started)}; the load of this machine was ${loadavg()[0]?.toFixed(1) ?? ''} on ${String(availableParallelism())} cores.`,
    values.peer === undefined
      ? 'Ours alone: give --peer ‹folder of an action› to measure another beside it.'
      : `The peer: ${resolve(values.peer)}`,
    ...(factor === undefined ? [] : overheadLines(overhead, factor)),
    '',
    ...trialsTable(rows),
    '',
    ...mistakes(rows),
    '',
    ...goalsTable(rows, sizes),
  ];
}

function contendersOf(peer: string | undefined): readonly Contender[] {
  const ours = { name: 'ours', folder: join(root, 'actions/deploy-ecs-with-rollback'), isOurs: true };
  return peer === undefined ? [ours] : [ours, { name: 'peer', folder: resolve(peer), isOurs: false }];
}

async function sizesOf(contenders: readonly Contender[]): Promise<readonly Size[]> {
  const starts = await startsOf(
    contenders.map(({ folder }) => folder),
    7,
  );
  return contenders.map((contender, at) => ({
    contender,
    megabytes: distSize(join(contender.folder, 'dist'), contender.name).all / 1e6,
    start: percentile(starts[at] ?? [], 0.5),
  }));
}

const paceInWords = (factor: number | undefined): string =>
  factor === undefined
    ? 'in lockstep (its time stands while an action works, and a call takes none of it)'
    : `${String(factor)} times as fast as real time`;

const minutes = (milliseconds: number): string => `${(milliseconds / 60_000).toFixed(1)} real minutes`;
