/**
 * The runs of one workflow, or those that an event started, newest first: where a server does not say which run a
 * dispatch started, it is looked for among them.
 */
import type { ApiCall, GithubApi } from './api.ts';
import { clockOf } from './answer-clock.ts';
import { bodyOf } from './failures.ts';
import { AnswerReader } from './reading.ts';
import { adviceOn, nameOf, type WorkflowPlace } from './workflow-place.ts';

/** Times are GitHub's, in milliseconds since the epoch. */
export interface ListedRun {
  readonly id: number;
  readonly url: string;
  /** What `run-name` of the workflow says. */
  readonly title: string;
  readonly branch: string;
  readonly createdAt: number;
}

/** Whose runs: of one workflow, by file name or id, that were dispatched; or of the whole repository, by an event. */
export type RunsOf = { readonly workflow: string } | 'repository_dispatch';

/** GitHub gives 1,000 at most of a list that is narrowed by a time. */
const [perPage, mostPages] = [100, 10];

export interface RunsSeen {
  readonly runs: readonly ListedRun[];
  /** GitHub's clock at its last answer. */
  readonly now: number;
  /** False when there are more than GitHub lists. */
  readonly isWhole: boolean;
}

export class RunLists {
  readonly #api: GithubApi;
  readonly #place: WorkflowPlace;
  readonly #of: RunsOf;

  constructor(api: GithubApi, place: WorkflowPlace, of: RunsOf) {
    this.#api = api;
    this.#place = place;
    this.#of = of;
  }

  /**
   * Those that were created from `since` to `until`, of all pages.
   * @param since, until milliseconds by GitHub's clock, up to now when `until` is undefined. GitHub takes whole
   *   seconds, so that some may be up to a second older or younger.
   */
  async since(since: number, until?: number, timeUp?: AbortSignal): Promise<RunsSeen> {
    const created = createdFilter(since, until);
    const found = new Map<number, ListedRun>();
    for (let page = 1; ; page += 1) {
      const query = { per_page: perPage, created, ...(page === 1 ? {} : { page }) };
      const { runs, total, now } = await this.#page(query, timeUp);
      for (const run of runs) found.set(run.id, run);
      const isWhole = runs.length < perPage || page * perPage >= total;
      if (isWhole || page === mostPages) return { runs: [...found.values()], now, isWhole };
    }
  }

  /** The newest run's id, 0 when there is none, and GitHub's clock. */
  async newest(timeUp?: AbortSignal): Promise<{ readonly id: number; readonly now: number }> {
    const { runs, now } = await this.#page({ per_page: 1 }, timeUp);
    return { id: runs[0]?.id ?? 0, now };
  }

  async #page(
    query: Readonly<Record<string, unknown>>,
    timeUp: AbortSignal | undefined,
  ): Promise<{ readonly runs: readonly ListedRun[]; readonly total: number; readonly now: number }> {
    const call = this.#call(query);
    const answer = await this.#api.ask(call, timeUp);
    const body = new AnswerReader(call, bodyOf(answer, [200], call));
    return {
      runs: body.list('workflow_runs').map(listed),
      total: body.number('total_count'),
      now: clockOf(answer, body),
    };
  }

  #call(query: Readonly<Record<string, unknown>>): ApiCall {
    const { owner, repo } = this.#place;
    const common = {
      operation: 'list-runs',
      version: '2026-03-10',
      repeatable: true,
      advice: adviceOn('actions: read', this.#place),
    } as const;
    if (this.#of === 'repository_dispatch') {
      return {
        ...common,
        about: `the runs of ${nameOf(this.#place)}`,
        route: 'GET /repos/{owner}/{repo}/actions/runs',
        parameters: { owner, repo, event: 'repository_dispatch', ...query },
      };
    }
    const { workflow } = this.#of;
    return {
      ...common,
      about: `the runs of workflow ${workflow} of ${nameOf(this.#place)}`,
      route: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow}/runs',
      parameters: { owner, repo, workflow, event: 'workflow_dispatch', ...query },
    };
  }
}

function createdFilter(since: number, until: number | undefined): string {
  const from = inSeconds(Math.floor(since / 1000));
  return until === undefined ? `>=${from}` : `${from}..${inSeconds(Math.ceil(until / 1000))}`;
}

const inSeconds = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');

function listed(run: AnswerReader): ListedRun {
  return {
    id: run.number('id'),
    url: run.text('html_url'),
    title: run.textOrNothing('display_title'),
    branch: run.textOrNothing('head_branch'),
    createdAt: run.time('created_at'),
  };
}
