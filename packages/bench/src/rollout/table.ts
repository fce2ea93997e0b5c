/** The trials of a contest: one row for each scenario and action, and what was wrong. */
import { aligned } from '@slipway/repo-tools/tables';
import { percentile } from '../percentile.ts';
import type { Row } from './contest.ts';
import { numbers } from './goals.ts';

export function trialsTable(rows: readonly Row[]): readonly string[] {
  const head = [
    'scenario',
    'action',
    'right',
    'ECS took',
    'lag p50',
    'lag p95',
    'way back begins',
    'calls/s',
    'cause named',
  ];
  return aligned([head, ...rows.map(cellsOf)]);
}

function cellsOf({ scenario, contender, trials }: Row): readonly string[] {
  const lags = numbers(trials, 'lag');
  const right = trials.filter(({ wrong }) => wrong === undefined).length;
  const naming = trials.filter(({ namesCause }) => namesCause === true).length;
  return [
    contender.isOurs ? scenario.name : '',
    contender.name,
    `${String(right)}/${String(trials.length)}`,
    seconds(numbers(trials, 'took'), 0.5),
    seconds(lags, 0.5),
    seconds(lags, 0.95),
    seconds(numbers(trials, 'rollbackAfter'), 0.5),
    percentile(numbers(trials, 'callsPerSecond'), 0.5).toFixed(2),
    trials.every(({ namesCause }) => namesCause === undefined)
      ? ''
      : `${String(naming)}/${String(trials.length)}`,
  ];
}

/** One line for each kind of mistake, with the last words of the first step that made it. */
export function mistakes(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ scenario, contender, trials }) => {
    const kinds = new Set(trials.flatMap(({ wrong }) => wrong ?? []));
    return [...kinds].flatMap((kind) => {
      const made = trials.filter(({ wrong }) => wrong === kind);
      const last = made[0]?.tail.at(-1)?.replaceAll('\n', ' ').slice(0, 200) ?? '';
      return [
        `${contender.name}, ${scenario.name}: ${kind} (${String(made.length)} of ${String(trials.length)}). Right: ${scenario.judge.says}.`,
        `  its last line: ${last}`,
      ];
    });
  });
}

const seconds = (values: readonly number[], share: number): string =>
  values.length === 0 ? '' : `${percentile(values, share).toFixed(1)} s`;
