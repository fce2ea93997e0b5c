/** What GitHub tells a workflow of the event that started it, as far as workflows read it. */
import type { WorkflowRun } from '../running/workflow-run.ts';

export interface Place {
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId: number;
  readonly defaultBranch: string;
  /** Login. */
  readonly actor: string;
  /** Of the commit. */
  readonly sha: string;
  /** The branch that is checked out. */
  readonly branch: string;
  readonly serverUrl: string;
}

export type RunEvent = WorkflowRun['event'];

const ownerOf = (repository: string): string => repository.slice(0, repository.indexOf('/'));

function shownRepository({ repositoryId, defaultBranch, serverUrl }: Place, full_name: string, fork = false) {
  return {
    id: repositoryId,
    name: full_name.slice(full_name.indexOf('/') + 1),
    full_name,
    fork,
    private: true,
    owner: { login: ownerOf(full_name) },
    default_branch: defaultBranch,
    html_url: `${serverUrl}/${full_name}`,
    visibility: 'private',
  };
}

/** What GitHub says for a branch that was not there. */
const noCommit = '0'.repeat(40);

const common = (place: Place) => ({
  repository: shownRepository(place, place.repository),
  sender: { login: place.actor },
});

export function pushEvent(place: Place): RunEvent {
  const { actor, branch, sha } = place;
  const ref = `refs/heads/${branch}`;
  const payload = { ...common(place), ref, before: noCommit, after: sha, deleted: false, forced: false };
  const commit = { id: sha, author: { name: actor, username: actor } };
  return {
    ...{ name: 'push', ref, actor },
    payload: { ...payload, head_commit: commit, commits: [commit], pusher: { name: actor } },
  };
}

export function dispatchEvent(
  place: Place,
  workflow: string,
  inputs: Readonly<Record<string, string>>,
): RunEvent {
  const ref = `refs/heads/${place.branch}`;
  return {
    ...{ name: 'workflow_dispatch', ref, actor: place.actor },
    payload: { ...common(place), ref, workflow: `.github/workflows/${workflow}`, inputs },
  };
}

export interface PullRequest {
  readonly number: number;
  readonly title?: string;
  /** The branch that it comes from; the one that is checked out when left out. */
  readonly head?: string;
  /** The default branch when left out. */
  readonly base?: string;
  /** `owner/name` of the fork that it comes from. */
  readonly fork?: string;
  /** `synchronize` when left out. */
  readonly action?: string;
  /** Paths, for filters of paths, which are taken for fitting when left out. */
  readonly changed?: readonly string[];
}

export function pullRequestEvent(place: Place, pull: PullRequest): RunEvent {
  const { number, title = 'A change', head = place.branch, base = place.defaultBranch, fork } = pull;
  const side = (ref: string, repository: string) => ({
    ...{ ref, sha: place.sha, label: `${ownerOf(repository)}:${ref}` },
    repo: shownRepository(place, repository, repository !== place.repository),
    user: { login: ownerOf(repository) },
  });
  const pull_request = {
    ...{ number, title, state: 'open', draft: false, merged: false, labels: [] },
    user: { login: place.actor },
    html_url: `${place.serverUrl}/${place.repository}/pull/${String(number)}`,
    head: side(head, fork ?? place.repository),
    base: side(base, place.repository),
  };
  return {
    ...{ name: 'pull_request', ref: `refs/pull/${String(number)}/merge`, actor: place.actor },
    payload: { ...common(place), action: pull.action ?? 'synchronize', number, pull_request },
  };
}
