/**
 * Our dispatch action beside a peer's, on the same local GitHub, in the same scenarios and in one run, in lockstep: who
 * says what became of the run, and how late. Then many dispatches at the same moment, in this machine's time.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { inParallel } from '@slipway/repo-tools/in-parallel';
import { aligned } from '@slipway/repo-tools/tables';
import { ours, peerFolder, peerIn, type Contender } from './dispatch/contender.ts';
import { crowdOf } from './dispatch/crowd.ts';
import { scenarios, type Scenario } from './dispatch/scenarios.ts';
import { tryOut, type Trial } from './dispatch/trial.ts';
import { median, percentile } from './percentile.ts';

interface Row {
  readonly scenario: Scenario;
  readonly contender: Contender;
  readonly trials: readonly Trial[];
}

export async function dispatchFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      peer: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      crowd: { type: 'string', default: '10' },
    },
  });
  const peer = peerFolder(values.peer);
  const contenders = peer === undefined ? [ours] : [ours, peerIn(peer)];
  const chosen = scenarios.filter(({ name }) => name.includes(values.only));
  const rows = await rowsOf(chosen, contenders, Number(values.rounds));
  return [
    `Dispatches that are waited for on the local GitHub, in lockstep, ${values.rounds} rounds; all seconds are GitHub's.`,
    peer === undefined
      ? 'Ours alone, no pairs: give --peer ‹folder of benc-uk/workflow-dispatch› to measure it beside ours.'
      : `The peer: ${peer}`,
    'Each target declares the input correlation-id and shows it in its run-name, unless the scenario says “no marker”.',
    'Calls: all, and those that GitHub takes from the hour of the token (what it answers with 304 is free).',
    '',
    ...aligned([
      ['scenario', 'action', 'right', 'lost p50', 'lost max', 'calls', 'counted'],
      ...rows.map(cellsOf),
    ]),
    '',
    ...rows.flatMap(mistakes),
    '',
    ...contenders.map((contender) => totalOf(contender, rows)),
    '',
    ...(await crowdLines(contenders, Number(values.crowd))),
  ];
}

async function rowsOf(
  chosen: readonly Scenario[],
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly Row[]> {
  const rows = chosen.flatMap((scenario) =>
    contenders.map((contender) => ({ scenario, contender, trials: [] as Trial[] })),
  );
  const jobs = rows.flatMap((row) => Array.from({ length: rounds }, (_, turn) => ({ ...row, turn })));
  await inParallel(availableParallelism() + 1, jobs, async ({ scenario, contender, trials, turn }) => {
    trials.push(await tryOut(scenario, contender, turn));
  });
  return rows;
}

function cellsOf({ scenario, contender, trials }: Row): readonly string[] {
  const lags = lagsOf(trials);
  return [
    contender.name === 'ours' ? scenario.name : '',
    contender.name,
    `${String(rightIn(trials))}/${String(trials.length)}`,
    lags.length === 0 ? '' : `${median(lags).toFixed(1)} s`,
    lags.length === 0 ? '' : `${Math.max(...lags).toFixed(1)} s`,
    String(median(trials.map(({ calls }) => calls))),
    String(median(trials.map(({ counted }) => counted))),
  ];
}

/** One line for each kind of mistake, with the last words of the first step that made it. */
function mistakes({ scenario, contender, trials }: Row): readonly string[] {
  const kinds = new Set(trials.flatMap(({ wrong }) => wrong ?? []));
  return [...kinds].map((kind) => {
    const made = trials.filter(({ wrong }) => wrong === kind);
    const last = made[0]?.lastLine.replaceAll('\n', ' ').slice(0, 160) ?? '';
    return `${contender.name}, ${scenario.name}: ${kind} (${String(made.length)} of ${String(trials.length)}); its last line: ${last}`;
  });
}

function totalOf(contender: Contender, rows: readonly Row[]): string {
  const trials = rows.filter((row) => row.contender === contender).flatMap((row) => row.trials);
  const lags = lagsOf(trials);
  const lost =
    lags.length === 0
      ? 'no end was seen'
      : `seconds lost after the end of a run p50 ${median(lags).toFixed(1)}, p95 ${percentile(lags, 0.95).toFixed(1)}`;
  return `${contender.name}: ${String(rightIn(trials))} of ${String(trials.length)} right; ${lost}`;
}

const rightIn = (trials: readonly Trial[]): number =>
  trials.filter(({ wrong }) => wrong === undefined).length;

const lagsOf = (trials: readonly Trial[]): readonly number[] => trials.flatMap(({ lag }) => lag ?? []);

async function crowdLines(contenders: readonly Contender[], count: number): Promise<readonly string[]> {
  const lines: (readonly string[])[] = [];
  for (const age of ['current', 'no-new-version', 'older'] as const)
    for (const contender of contenders) {
      const { right, wrong, none } = await crowdOf(contender, age, count);
      lines.push([ageInWords[age], contender.name, ...[right, wrong, none].map(String)]);
    }
  return [
    `${String(count)} dispatches of one workflow at the same moment, each waited for; the target shows its marker:`,
    ...aligned([['server', 'action', 'own run', "another's", 'none or red'], ...lines]),
  ];
}

const ageInWords = {
  current: 'GitHub, 2026-03-10',
  'no-new-version': 'knows 2022-11-28, tells the run',
  older: 'knows 2022-11-28, tells no run',
} as const;
