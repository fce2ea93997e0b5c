/**
 * Our deploy action beside a peer's, on the same local cloud, in the same scenarios, in scaled time and in one run:
 * who is right, how late, how soon a way back begins, and what it costs. Without a peer ours alone is measured.
 */
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '@slipway/repo-tools/repository';
import { distSize } from '@slipway/repo-tools/sizes';
import { overheadLines } from './overhead.ts';
import { percentile } from './percentile.ts';
import { hold, type Row } from './rollout/contest.ts';
import { goalsTable, numbers, type Size } from './rollout/goals.ts';
import { scenarios } from './rollout/scenarios.ts';
import { mistakes, trialsTable } from './rollout/table.ts';
import type { Contender } from './rollout/trial.ts';
import { startsOf } from './start.ts';

/** In the comparison of factors time runs this much slower. */
const slower = 4;

export async function rolloutFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      peer: { type: 'string' },
      factor: { type: 'string', default: '20' },
      rounds: { type: 'string', default: '3' },
      'at-once': { type: 'string', default: '12' },
      only: { type: 'string', default: '' },
    },
  });
  const contenders = contendersOf(values.peer);
  const factor = Number(values.factor);
  const options = { contenders, factor, rounds: Number(values.rounds), atOnce: Number(values['at-once']) };
  const started = Date.now();
  const sizes = await sizesOf(contenders);
  const chosen = scenarios.filter(({ name }) => name.includes(values.only));
  const { rows, overhead } = await hold({ ...options, scenarios: chosen });
  const comparison = await compareFactors(rows, options);
  return [
    `Deployments on the local cloud with the timings of AWS, ${values.factor} times as fast, ${values['at-once']} at once, on Node ` +
      `${process.versions.node}; all seconds are seconds of the cloud. It took ${minutes(Date.now() - started)}; the load of this machine was ${loadavg()[0]?.toFixed(1) ?? ''} on ${String(availableParallelism())} cores.`,
    values.peer === undefined
      ? 'Ours alone: give --peer ‹folder of an action› to measure another beside it.'
      : `The peer: ${resolve(values.peer)}`,
    ...overheadLines(overhead, factor),
    ...comparison,
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

/** The shortest scenario once more with slower time: what the factor does to the figures. */
async function compareFactors(
  rows: readonly Row[],
  options: Omit<Parameters<typeof hold>[0], 'scenarios'>,
): Promise<readonly string[]> {
  const fast = rows.find(({ scenario, contender }) => contender.isOurs && scenario.repeats === 4);
  if (fast === undefined) return [];
  const factor = options.factor / slower;
  const contenders = options.contenders.slice(0, 1);
  const slow = await hold({ ...options, contenders, scenarios: [fast.scenario], factor, rounds: 2 });
  const told = [fast, ...slow.rows].map(({ trials }) => {
    const lags = numbers(trials, 'lag');
    return (
      `lag p50 ${percentile(lags, 0.5).toFixed(1)} s and p95 ${percentile(lags, 0.95).toFixed(1)} s, ` +
      `${percentile(numbers(trials, 'callsPerSecond'), 0.5).toFixed(2)} calls a second`
    );
  });
  return [
    `The same scenario (${fast.scenario.name}) at factor ${String(options.factor)}: ${told[0] ?? ''}; at ${String(factor)}: ${told[1] ?? ''}.`,
  ];
}

const minutes = (milliseconds: number): string => `${(milliseconds / 60_000).toFixed(1)} real minutes`;
