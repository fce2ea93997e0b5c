/** Whether a step that waits for a workflow says what became of it: its colour, its run, and nothing that it can't know. */
import type { Scenario } from './scenarios.ts';

export interface Said {
  readonly color: 'green' | 'red';
  /** Empty when it tells none. */
  readonly runId: string;
}

/** What there is at the end of the step. */
export interface SeenRun {
  readonly id: number;
  readonly status: string;
}

/** @param runs oldest first: the step's own, when it started one, then those of others. @returns why not, in words */
export function wrongIn(right: Scenario['right'], said: Said, runs: readonly SeenRun[]): string | undefined {
  if (runs.length !== right.runs)
    return `${String(runs.length)} runs were started and not ${String(right.runs)}`;
  const [own] = runs;
  const told = toldOf(said.runId, runs);
  if (told === "another's") return "it tells another's run";
  if (right.tells === 'none' && told === 'its own') return 'it guessed';
  if (said.color !== right.color) return `false ${said.color}`;
  if (own === undefined || right.tells === 'none') return undefined;
  if (told === undefined) return 'it does not say which run it is';
  return right.lag && own.status !== 'completed' ? `${said.color} before the run had ended` : undefined;
}

function toldOf(runId: string, [own, ...others]: readonly SeenRun[]): 'its own' | "another's" | undefined {
  if (runId !== '' && runId === String(own?.id)) return 'its own';
  return others.some(({ id }) => runId === String(id)) ? "another's" : undefined;
}
