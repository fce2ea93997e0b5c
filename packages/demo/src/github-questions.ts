/** What the story asks the local GitHub itself, to check what the actions say. */
import type { Berth } from './berth.ts';

/** How many runs of workflows there were so far. */
export async function countRuns({ env, tokens }: Pick<Berth, 'env' | 'tokens'>): Promise<number> {
  const url = `${env.GITHUB_API_URL ?? ''}/repos/${env.GITHUB_REPOSITORY ?? ''}/actions/runs?per_page=1`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${tokens.job}` } });
  const { total_count: count } = (await answer.json()) as { readonly total_count?: unknown };
  if (typeof count !== 'number')
    throw new Error(`The local GitHub answered ${String(answer.status)}, without a count of runs.`);
  return count;
}
