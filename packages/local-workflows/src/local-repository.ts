/**
 * A repository whose workflows run on this machine: the local GitHub starts them, by a push, a pull request or a
 * dispatch, from outside or from a job of another run, and act performs them with what the local GitHub holds then.
 */
import { basename } from 'node:path';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import type { WorkflowHandler } from '@slipway/local-github/workflows/handlers';
import {
  pullRequestEvent,
  pushEvent,
  type Place,
  type PullRequest,
  type RunEvent,
} from './events/payloads.ts';
import { declarationsOf, starts } from './events/triggers.ts';
import { branchOf, git } from './git.ts';
import { workflowFilesOf } from './repository/files.ts';
import type { TokenRights } from '@slipway/local-github/tokens';
import type { EndedRun, LocalRepositoryOptions } from './local-options.ts';
import { forkToken, performing, type Performing } from './performing.ts';
import { workflowFolder } from './published.ts';

export type { EndedRun, LocalRepositoryOptions };

export interface LocalRepository {
  readonly github: LocalGithub;
  /** All runs that have ended, those that jobs have dispatched too, in the order of their ends. */
  readonly runs: readonly EndedRun[];
  /**
   * The branch that is checked out is pushed as it stands.
   * @param changed paths that the push changes, for filters of paths, which are taken for fitting when left out.
   * @returns the runs of every workflow for it.
   */
  push(changed?: readonly string[]): Promise<readonly EndedRun[]>;
  pullRequest(pull: PullRequest): Promise<readonly EndedRun[]>;
  /** @throws Error for a workflow without `workflow_dispatch` and for inputs that it does not take */
  dispatch(workflow: string, inputs?: Readonly<Record<string, string>>): Promise<EndedRun>;
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

/** What the files say now. One that is gone keeps its id, and is not there on any branch. */
async function declareAll(parts: Performing, handlers: Record<string, WorkflowHandler>): Promise<void> {
  const { branch } = await parts.place();
  const files = new Map(await workflowsOf(parts.options));
  const others = parts.options.github?.handlers ?? {};
  for (const [file, handler] of Object.entries(handlers))
    if (!files.has(file) && !Object.hasOwn(others, file))
      handlers[file] = { ...handler, at: { [branch]: false } };
  for (const [file, text] of files)
    if (!Object.hasOwn(others, file))
      handlers[file] = { ...declarationsOf(text), cancelTakes: false, perform: performing(parts, file) };
}

/** The events that happen outside of it, each with the files as they stand by then. */
function outside(parts: Performing, declare: () => Promise<void>): Omit<LocalRepository, 'idle' | 'close'> {
  const { options, github, runs, place } = parts;
  const startAll = async (event: RunEvent, ref: string, isMeant: (text: string) => boolean) => {
    await declare();
    const files = (await workflowsOf(options)).filter(([, text]) => isMeant(text));
    const { name, payload } = event;
    return Promise.all(
      files.map(([workflow]) => endOf(parts, github.start({ workflow, event: name, ref, payload }))),
    );
  };
  return {
    ...{ github, runs },
    push: async (changed) => {
      const now = await place();
      const { branch } = now;
      return startAll(pushEvent(now), branch, (text) => starts(text, { event: 'push', branch, changed }));
    },
    pullRequest: async (pull) => {
      const now = await place();
      const { base: branch = now.defaultBranch, action = 'synchronize', number, changed } = pull;
      return startAll(pullRequestEvent(now, pull), `${String(number)}/merge`, (text) =>
        starts(text, { event: 'pull_request', branch, action, changed }),
      );
    },
    dispatch: async (workflow, inputs = {}) => {
      await declare();
      const id = await dispatched(github, workflow, { ref: (await place()).branch, inputs });
      const run = github.runs.find((each) => each.id === id);
      if (run === undefined) throw new Error(`The local GitHub has no run ${String(id)}.`);
      return endOf(parts, run);
    },
  };
}

type Run = LocalGithub['runs'][number];

/** @throws Error for what kept act from running */
async function endOf({ runs }: Performing, run: Run): Promise<EndedRun> {
  await run.ended;
  const ended = runs.findLast(({ id }) => id === run.id);
  if (ended !== undefined) return ended;
  if (run.error instanceof Error) throw run.error;
  throw new Error(`Run ${String(run.id)} ended before it began.`);
}

/** By the API, so it is refused in GitHub's words. @returns the id of the run. */
async function dispatched(github: LocalGithub, workflow: string, body: object): Promise<number> {
  const address = `${github.url}/repos/${github.name}/actions/workflows/${encodeURIComponent(workflow)}/dispatches`;
  const response = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${github.tokens.everything}`, 'x-github-api-version': '2026-03-10' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { readonly workflow_run_id?: number; readonly message?: string };
  if (answer.workflow_run_id === undefined)
    throw new Error(`${workflow} was not started: ${answer.message ?? String(response.status)}.`);
  return answer.workflow_run_id;
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

const placeOf = (github: LocalGithub, head: Pick<Place, 'branch' | 'sha'>): Place => ({
  ...head,
  ...{
    repository: github.name,
    repositoryId: github.id,
    defaultBranch: github.defaultBranch,
    actor: 'local',
  },
  serverUrl: github.environment.GITHUB_SERVER_URL ?? github.url,
});

/** @throws Error with what to type */
async function headOf(folder: string): Promise<Pick<Place, 'branch' | 'sha'>> {
  try {
    const [branch, sha] = await Promise.all([branchOf(folder), git(folder, 'rev-parse', 'HEAD')]);
    return { branch, sha: sha.trim() };
  } catch {
    throw new Error(
      `${folder} has no commit: workflows run for one. \`git init && git add --all && git commit -m "first"\` makes it.`,
    );
  }
}

/** @returns file name and text. */
async function workflowsOf({
  folder,
  repository,
}: LocalRepositoryOptions): Promise<readonly (readonly [string, string])[]> {
  const files = await workflowFilesOf(folder, repository);
  if (files.length === 0)
    throw new Error(
      `${folder} has no workflow: lay one into ${workflowFolder}, such as a starter of Slipway.`,
    );
  return files.map(({ path, text }) => [basename(path), text]);
}
