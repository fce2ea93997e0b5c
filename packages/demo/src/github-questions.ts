/** What the story asks the local GitHub itself, to check what the actions say. */
import type { Berth } from './berth.ts';

export interface SeenRun {
  readonly id: number;
  /** Null while it goes on. */
  readonly conclusion: string | null;
}

/** The runs of workflows there were so far, newest first; the story starts few. */
export async function runsOf({ env, tokens }: Pick<Berth, 'env' | 'tokens'>): Promise<readonly SeenRun[]> {
  const url = `${env.GITHUB_API_URL ?? ''}/repos/${env.GITHUB_REPOSITORY ?? ''}/actions/runs?per_page=100`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${tokens.job}` } });
  const { workflow_runs: runs } = (await answer.json()) as { readonly workflow_runs?: unknown };
  if (!Array.isArray(runs))
    throw new Error(`The local GitHub answered ${String(answer.status)}, without a list of runs.`);
  return runs as readonly SeenRun[];
}
