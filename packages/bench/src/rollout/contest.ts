/** Runs every scenario with every action as often as asked, several at once, the longest first. */
import { inParallel } from '@slipway/repo-tools/in-parallel';
import { measureOverhead, type Overhead } from '../overhead.ts';
import type { Pace } from './trial-cloud.ts';
import type { Scenario } from './scenarios.ts';
import { tryOut, type Contender, type Measured } from './trial.ts';

export interface Contest {
  readonly rows: readonly Row[];
  /** What scaled time costs; nothing was measured in lockstep. */
  readonly overhead: readonly Overhead[];
}

export interface Row {
  readonly scenario: Scenario;
  readonly contender: Contender;
  readonly trials: readonly Measured[];
}

export interface ContestOptions {
  readonly scenarios: readonly Scenario[];
  readonly contenders: readonly Contender[];
  /** How many times as fast as real time; in lockstep when left out. */
  readonly factor: number | undefined;
  readonly rounds: number;
  /** How many run at once. */
  readonly atOnce: number;
}

type Job = () => Promise<void>;

export async function hold(options: ContestOptions): Promise<Contest> {
  const { scenarios, contenders, factor, rounds, atOnce } = options;
  const overhead: Overhead[] = [];
  const rows = scenarios.flatMap((scenario) =>
    contenders.map((contender) => ({ scenario, contender, trials: [] as Measured[] })),
  );
  const jobs: Job[] = rows.flatMap(({ scenario, contender, trials }) =>
    Array.from({ length: rounds * scenario.repeats }, (_, turn) => async () => {
      trials.push(await tryOut(scenario, contender, paceOf(factor, turn)));
    }),
  );
  const probes = Array.from({ length: factor === undefined ? 0 : rounds }, (): Job => async () => {
    if (factor !== undefined) overhead.push(await measureOverhead(factor));
  });
  await inParallel(atOnce, mixed(jobs, probes), (job) => job());
  return { rows, overhead };
}

/** In lockstep a repetition at the same moment would be the same to the byte: each begins at another, by other dice. */
const paceOf = (factor: number | undefined, turn: number): Pace =>
  factor === undefined
    ? { kind: 'lockstep', start: Date.UTC(2026, 0, 1) + turn * 7919 }
    : { kind: 'scaled', factor };

/** The second list spread evenly over the first. */
function mixed<T>(many: readonly T[], few: readonly T[]): readonly T[] {
  const every = Math.ceil(many.length / (few.length + 1));
  return many.flatMap((item, at) => {
    const guest = (at + 1) % every === 0 ? few[(at + 1) / every - 1] : undefined;
    return guest === undefined ? [item] : [item, guest];
  });
}
