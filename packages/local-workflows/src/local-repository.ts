/**
 * A repository whose workflows run on this machine: the local GitHub starts them, by a push, a pull request or a
 * dispatch, from outside or from a job of another run, and act performs them with what the local GitHub holds then.
 */
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import type { TokenRights } from '@slipway/local-github/tokens';
import type { WorkflowHandler } from '@slipway/local-github/workflows/handlers';
import { declareAll, workflowsOf } from './declared.ts';
import type { Place } from './events/payloads.ts';
import { headOf, placeOf } from './head.ts';
import type { EndedRun, LocalRepositoryOptions } from './local-options.ts';
import { outside, type Outside } from './outside.ts';
import { forkToken, type Performing } from './performing.ts';

export type { EndedRun, LocalRepositoryOptions };

export interface LocalRepository extends Outside {
  /** Resolves when no run is going on, those that jobs have dispatched too. */
  idle(): Promise<void>;
  /** Cancels what still runs, and ends the local GitHub. */
  close(): Promise<void>;
}

/** @throws Error for a folder that is no git repository with a commit and a workflow */
export async function openLocalRepository(options: LocalRepositoryOptions): Promise<LocalRepository> {
  const { folder, repository } = options;
  const head = await headOf(folder);
  await workflowsOf(options);
  const handlers: Record<string, WorkflowHandler> = {};
  const github = await startLocalGithub({
    rateLimits: 'off',
    ...options.github,
    ...{ repository, refs: [head.branch], commits: () => head.sha, handlers },
    tokens: { ...options.github?.tokens, [forkToken]: forkRights(repository) },
  });
  const closing = new AbortController();
  const place = async (): Promise<Place> => placeOf(github, await headOf(folder));
  const parts: Performing = { options, github, place, runs: [], closing: closing.signal };
  const declare = (): Promise<void> => declareAll(parts, handlers);
  await declare();
  Object.assign(handlers, options.github?.handlers);
  return {
    ...outside(parts, declare),
    idle: () => idle(github),
    close: async () => {
      closing.abort();
      await idle(github);
      await github.close();
    },
  };
}

async function idle(github: LocalGithub): Promise<void> {
  while (github.runs.some(({ status }) => status !== 'completed'))
    await Promise.all(github.runs.map(({ ended }) => ended));
}

const forkRights = (repository: string): TokenRights => ({
  kind: 'github-token',
  permissions: { actions: 'read', contents: 'read', deployments: 'read', pull_requests: 'read' },
  repositories: [repository],
});
