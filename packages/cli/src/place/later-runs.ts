/**
 * What jobs start by a dispatch in a place that another process keeps: that one performs it and shows its lines, and how
 * it ended is asked of the local GitHub, because a run is red that started a red one.
 */
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { listedBy } from './ask-github.ts';
import type { Place, PlaceFacts } from './place.ts';

interface ListedRun {
  readonly id: number;
  readonly run_number: number;
  readonly path: string;
  readonly status: string;
  readonly conclusion: string | null;
}

const between = 300;

/** Of all that begin from now on, whoever starts them. */
export async function laterRuns(
  facts: Pick<PlaceFacts, 'github' | 'token' | 'githubEnvironment'>,
): Promise<Pick<Place, 'dispatched' | 'idle' | 'close'>> {
  const repository = facts.githubEnvironment.GITHUB_REPOSITORY ?? '';
  const list = () => listedBy(facts, `${repository}/actions/runs`, runsOf);
  const before = new Set((await list())?.map(({ id }) => id));
  const dispatched: Place['dispatched'][number][] = [];
  let isClosed = false;
  const idle = async (): Promise<void> => {
    let later: readonly ListedRun[] = [];
    do {
      // One that is closed meanwhile has cancelled them.
      const now = await list();
      later = now?.filter(({ id }) => !before.has(id)) ?? later.map(cancelled);
    } while (later.some(isGoingOn) && (await wait(between, !isClosed)));
    dispatched.splice(0, dispatched.length, ...later.map(ended));
  };
  return {
    dispatched,
    idle,
    close: async () => {
      isClosed = true;
    },
  };
}

const runsOf = (answer: unknown): readonly ListedRun[] =>
  (answer as { readonly workflow_runs: readonly ListedRun[] }).workflow_runs;

const isGoingOn = ({ status }: ListedRun): boolean => status !== 'completed';
const cancelled = (run: ListedRun): ListedRun =>
  isGoingOn(run) ? { ...run, status: 'completed', conclusion: 'cancelled' } : run;
const ended = ({ path, run_number: number, conclusion }: ListedRun) => ({
  ...{ workflow: basename(path), number },
  result: conclusion ?? 'cancelled',
});
