/**
 * One run of a workflow: how it stands, its jobs, whom it waits for, and its cancellation. A look that shows nothing
 * new is asked for with the tag of the one before: GitHub answers it with 304, and takes nothing from the hour for it.
 */
import type { Answer, ApiCall, GithubApi } from './api.ts';
import { dateOf } from './answer-clock.ts';
import { bodyOf } from './failures.ts';
import { AnswerReader, messageOf } from './reading.ts';
import {
  approvalOf,
  jobOf,
  runOf,
  type PendingApproval,
  type WorkflowJob,
  type WorkflowRun,
} from './run-parts.ts';
import { adviceOn, nameOf, type Right, type WorkflowPlace } from './workflow-place.ts';

const perPage = 100;
/** A run has 256 jobs of each matrix; a server that goes on beyond this many pages is not GitHub. */
const mostPages = 100;

type Operation = 'read-run' | 'list-jobs' | 'list-approvals' | 'cancel-run';

export type CancelAnswer =
  | { readonly kind: 'asked' }
  /** In GitHub's words: it has ended, or a new attempt of it has not begun yet. */
  | { readonly kind: 'nothing-to-cancel'; readonly why: string };

export class Runs {
  readonly #api: GithubApi;
  readonly #place: WorkflowPlace;
  /** By route and page: what GitHub answered last, with the tag of that answer. */
  readonly #known = new Map<string, { readonly etag: string; readonly body: unknown }>();

  constructor(api: GithubApi, place: WorkflowPlace) {
    this.#api = api;
    this.#place = place;
  }

  /** @param timeUp ends the looking: blind is then who looked, not refused. */
  async run(id: number, timeUp?: AbortSignal): Promise<WorkflowRun> {
    const call = this.#call('read-run', id, 'GET', '');
    const { body, now } = await this.#look(call, timeUp);
    return runOf(new AnswerReader(call, body), now);
  }

  /** All jobs of the newest attempt. */
  async jobs(id: number, timeUp?: AbortSignal): Promise<readonly WorkflowJob[]> {
    const found = new Map<number, WorkflowJob>();
    for (let page = 1; page <= mostPages; page += 1) {
      const query = { per_page: perPage, filter: 'latest', ...(page === 1 ? {} : { page }) };
      const call = this.#call('list-jobs', id, 'GET', '/jobs', query);
      const body = new AnswerReader(call, (await this.#look(call, timeUp)).body);
      const jobs = body.list('jobs').map(jobOf);
      for (const job of jobs) found.set(job.id, job);
      if (jobs.length < perPage || page * perPage >= body.number('total_count')) break;
    }
    return [...found.values()];
  }

  /** Empty when it waits for nobody. */
  async approvals(id: number, timeUp?: AbortSignal): Promise<readonly PendingApproval[]> {
    const call = this.#call('list-approvals', id, 'GET', '/pending_deployments');
    const { body } = await this.#look(call, timeUp);
    return new AnswerReader(call, { pending: body }).list('pending').map(approvalOf);
  }

  async cancel(id: number, timeUp?: AbortSignal): Promise<CancelAnswer> {
    const call = this.#call('cancel-run', id, 'POST', '/cancel');
    const answer = await this.#api.ask(call, timeUp);
    if (answer.kind === 'answer' && answer.status === 409)
      return { kind: 'nothing-to-cancel', why: messageOf(answer.body) || 'status 409' };
    bodyOf(answer, [202], call);
    return { kind: 'asked' };
  }

  async #look(
    call: ApiCall,
    timeUp: AbortSignal | undefined,
  ): Promise<{ readonly body: unknown; readonly now: number | undefined }> {
    const key = `${call.route} ${JSON.stringify(call.parameters)}`;
    const known = this.#known.get(key);
    const answer = await this.#api.ask(known === undefined ? call : { ...call, etag: known.etag }, timeUp);
    const now = dateOf(answer);
    if (known !== undefined && answer.kind === 'answer' && answer.status === 304)
      return { body: known.body, now };
    const body = bodyOf(answer, [200], call);
    this.#keep(key, answer, body);
    return { body, now };
  }

  #keep(key: string, answer: Answer, body: unknown): void {
    const etag = answer.kind === 'answer' ? answer.headers.etag : undefined;
    if (etag === undefined || etag === '') this.#known.delete(key);
    else this.#known.set(key, { etag, body });
  }

  #call(
    operation: Operation,
    id: number,
    method: 'GET' | 'POST',
    path: string,
    query: Readonly<Record<string, unknown>> = {},
  ): ApiCall {
    const { owner, repo } = this.#place;
    const right: Right = method === 'GET' ? 'actions: read' : 'actions: write';
    return {
      operation,
      about: `run ${String(id)} of ${nameOf(this.#place)}`,
      route: `${method} /repos/{owner}/{repo}/actions/runs/{id}${path}`,
      parameters: { owner, repo, id, ...query },
      version: '2026-03-10',
      repeatable: true,
      advice: adviceOn(right, this.#place),
    };
  }
}
