/** What every act has at hand, and how it says what did not go as told. */
import type { Narrator } from '@slipway/demo/narrator';
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import type { JobResult } from '@slipway/local-workflows/running/act-run';
import { shownJob } from './job-names.ts';
import type { Mission } from './mission.ts';

export interface Stage {
  readonly mission: Mission;
  readonly narrator: Narrator;
}

export interface Act {
  /** For `--until`. */
  readonly name: string;
  readonly title: string;
  /** The act that it begins with, before its turn to be told: neither touches what the other looks at. */
  readonly beside?: string;
  /** @returns what did not go as told, in words; nothing when all did. */
  readonly tell: (stage: Stage) => Promise<readonly string[]>;
}

/** @returns the sentence where it does not hold. */
export const unless = (holds: boolean, otherwise: string): readonly string[] => (holds ? [] : [otherwise]);

/** @returns a sentence where they are others: one job of a run deploys, and it alone leaves a record. */
export const unexpectedRecords = (
  records: readonly string[],
  ...expected: readonly string[]
): readonly string[] =>
  unless(
    records.join() === expected.join(),
    `GitHub's records of deployments were to be ${expected.join(', ') || 'none'}, and are ${records.join(', ') || 'none'}`,
  );

/** @param expected by path of a job; others may end as they like. */
export function unexpectedJobs(
  { jobs, workflow, log }: EndedRun,
  expected: Readonly<Record<string, JobResult>>,
): readonly string[] {
  const wrong = Object.entries(expected).filter(([path, result]) => jobs[path] !== result);
  if (wrong.length === 0) return [];
  const told = wrong.map(
    ([path, result]) => `${path} was to end in ${result}, and did in ${jobs[path] ?? 'no way'}`,
  );
  return [`${workflow}: ${told.join('; ')}\n${log.split('\n').slice(-40).join('\n')}`];
}

/** Tells of each job how it ended: skipped ones too, for a gate is known by what did not run behind it. */
export function tellJobs(narrator: Narrator, { workflow, id, jobs }: EndedRun): void {
  narrator.say(`▸ ${workflow}, run ${String(id)}`);
  const signs: Readonly<Record<JobResult, string>> = {
    success: '✔',
    failure: '✘',
    cancelled: '■',
    skipped: '–',
  };
  const line = Object.entries(jobs).map(([path, result]) => `${signs[result]} ${shownJob(path)}`);
  for (let at = 0; at < line.length; at += 4) narrator.log(line.slice(at, at + 4).join('   '));
}

/** @throws Error when there were others */
export function onlyRun(runs: readonly EndedRun[], workflow: string): EndedRun {
  const [run, ...others] = runs;
  if (run?.workflow === workflow && others.length === 0) return run;
  throw new Error(
    `Only ${workflow} was to run, and there ran: ${runs.map((each) => each.workflow).join(', ')}`,
  );
}
