/** The figures of the product, ours beside the peer's, with the goal of each. */
import { aligned } from '@slipway/repo-tools/tables';
import { percentile } from '../percentile.ts';
import type { Row } from './contest.ts';
import type { Contender, Measured } from './trial.ts';

/** What was measured of an action beside the trials. */
export interface Size {
  readonly contender: Contender;
  readonly megabytes: number;
  /** Milliseconds to the first line, in real time. */
  readonly start: number;
}

export function goalsTable(rows: readonly Row[], sizes: readonly Size[]): readonly string[] {
  const figures = sizes.map(({ contender, megabytes, start }) => {
    const own = rows.filter((row) => row.contender === contender);
    return figuresOf(own, megabytes, start);
  });
  const [ours = [], peer] = figures;
  const lines = ours.map(({ what, value, unit, goal }, at) => {
    const other = peer?.[at]?.value;
    const told = [
      `${shown(value)}${unit}`,
      other === undefined ? '' : `${shown(other)}${unit}`,
      ratio(value, other),
    ];
    return [what, ...(peer === undefined ? [told[0] ?? ''] : told), goal];
  });
  const head =
    peer === undefined ? ['figure', 'ours', 'goal'] : ['figure', 'ours', 'peer', 'ours/peer', 'goal'];
  const work = numbers(trialsOf(rows), 'lastWork');
  return [
    ...aligned([head, ...lines]),
    `A lag counts what the action waits in cloud time and its work after the last wait (calls, words, its end) in this ` +
      `machine’s: ${percentile(work, 0.5).toFixed(0)} ms, p95 ${percentile(work, 0.95).toFixed(0)} ms.`,
  ];
}

interface Figure {
  readonly what: string;
  readonly value: number | undefined;
  readonly unit: string;
  readonly goal: string;
}

function figuresOf(rows: readonly Row[], megabytes: number, start: number): readonly Figure[] {
  const trials = trialsOf(rows);
  const healthy = trialsOf(rows.filter(({ scenario }) => scenario.name.startsWith('healthy')));
  const p95 = (values: readonly number[]): number | undefined =>
    values.length === 0 ? undefined : percentile(values, 0.95);
  const backs = rows.filter(({ scenario }) => scenario.goal !== undefined);
  return [
    {
      what: 'wrong verdicts',
      value: trials.filter(({ wrong }) => wrong !== undefined).length,
      unit: '',
      goal: '0',
    },
    { what: 'lag p95, healthy deployments', value: p95(numbers(healthy, 'lag')), unit: ' s', goal: '≤ 5' },
    { what: 'lag p95, all', value: p95(numbers(trials, 'lag')), unit: ' s', goal: '≤ 5' },
    ...backs.map(({ scenario, trials: own }) => ({
      what: `way back begins: ${scenario.name}`,
      value: median(numbers(own, 'rollbackAfter')),
      unit: ' s',
      goal: `≤ ${String(scenario.goal)}`,
    })),
    ...backs
      .filter(({ scenario }) => scenario.decidingStop !== undefined)
      .map(({ scenario, trials: own }) => ({
        what: `… after stop ${String(scenario.decidingStop)}: ${scenario.name}`,
        value: median(numbers(own, 'afterStop')),
        unit: ' s',
        goal: 'one look, ≤ 5',
      })),
    {
      what: 'calls a second while watching',
      value: median(numbers(trials, 'callsPerSecond')),
      unit: '',
      goal: '≤ 0.4',
    },
    { what: 'bundle, all chunks', value: megabytes, unit: ' MB', goal: '≤ 1.75' },
    { what: 'start to first line, real time', value: start, unit: ' ms', goal: '≤ 0.6 × the peer’s' },
    { what: 'peak memory', value: p95(numbers(trials, 'peakMegabytes')), unit: ' MB', goal: '' },
  ];
}

const trialsOf = (rows: readonly Row[]): readonly Measured[] => rows.flatMap(({ trials }) => trials);

type Numeric =
  'took' | 'lag' | 'rollbackAfter' | 'afterStop' | 'callsPerSecond' | 'peakMegabytes' | 'lastWork';

export const numbers = (trials: readonly Measured[], name: Numeric): readonly number[] =>
  trials.flatMap((trial) => trial[name] ?? []);

const median = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : percentile(values, 0.5);

const shown = (value: number | undefined): string =>
  value === undefined ? '–' : value.toFixed(value >= 100 || Number.isInteger(value) ? 0 : 2);

const ratio = (ours: number | undefined, peer: number | undefined): string =>
  ours === undefined || peer === undefined || peer === 0 ? '' : (ours / peer).toFixed(2);
