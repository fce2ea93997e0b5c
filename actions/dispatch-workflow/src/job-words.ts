/** What the environment of the job says about itself and its server, in the words that are needed here. */
import type { Job } from '@slipway/action-kit/environment';
import type { OwnRun } from './history.ts';

/** The page of this attempt of the job's run; undefined outside a job. */
export function attemptPage({ serverUrl, repository, runId, runAttempt }: Job): string | undefined {
  if (repository === undefined || runId === undefined) return undefined;
  return `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt ?? '1'}`;
}

/** @param runsOf the runs of a repository, `owner/name`. */
export function ownRun(
  { repository, runId, runAttempt = '1' }: Pick<Job, 'repository' | 'runId' | 'runAttempt'>,
  runsOf: (repository: string) => {
    run(id: number): Promise<{ readonly createdAt: number | undefined }>;
  },
): OwnRun {
  return {
    isRerun: runAttempt !== '1',
    createdAt: async () => {
      if (repository === undefined || !/^\d+$/.test(runId ?? '')) return undefined;
      return (await runsOf(repository).run(Number(runId))).createdAt;
    },
  };
}

/**
 * Whether the server is sure to say which run a dispatch started: github.com and GitHub Enterprise Cloud do. Others may
 * be too old to; then what is needed to find the run is noted before the dispatch.
 */
export function tellsRuns({ apiUrl }: Pick<Job, 'apiUrl'>): boolean {
  const host = URL.canParse(apiUrl) ? new URL(apiUrl).hostname : '';
  return host === 'api.github.com' || /^api\.[^.]+\.ghe\.com$/.test(host);
}
