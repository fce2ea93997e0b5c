/**
 * Starting a workflow and looking at its run. GitHub says since API version 2026-03-10 which run a dispatch
 * started; older servers are asked for it, and the oldest can't tell.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Answer, ApiCall, ApiVersion, GithubApi, Repository } from './api.ts';
import { bodyOf, githubFailure } from './failures.ts';
import { AnswerReader, messageOf } from './reading.ts';

export interface DispatchRequest {
  /** File name or id. */
  readonly workflow: string;
  /** Branch or tag. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export type DispatchAnswer =
  | { readonly kind: 'started'; readonly id: number; readonly url: string }
  /** Started, on a server that does not say as which run. */
  | { readonly kind: 'started-somewhere' }
  /** The answer was lost, or can't be read: a run may or may not have started. */
  | { readonly kind: 'lost'; readonly why: string };

export interface WorkflowRun {
  readonly id: number;
  /** The page of the run. */
  readonly url: string;
  /** queued, in_progress, waiting, pending, requested, completed, or what GitHub adds later. */
  readonly status: string;
  /** '' while it is not completed. */
  readonly conclusion: string;
}

export interface WorkflowJob {
  readonly name: string;
  readonly url: string;
  readonly status: string;
  /** '' while it is not completed. */
  readonly conclusion: string;
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
}

/** Newest first: version, and whether the run must be asked for. */
const ways: readonly { readonly version: ApiVersion; readonly body: Readonly<Record<string, unknown>> }[] = [
  { version: '2026-03-10', body: {} },
  { version: '2022-11-28', body: { return_run_details: true } },
  { version: '2022-11-28', body: {} },
];

const perPage = 100;

export class Workflows {
  readonly #api: GithubApi;
  readonly #repository: Repository;

  constructor(api: GithubApi, repository: Repository) {
    this.#api = api;
    this.#repository = repository;
  }

  /** Never repeated once it may have started something. A 400 is an older server's: nothing was started. */
  async dispatch(request: DispatchRequest): Promise<DispatchAnswer> {
    let refused: Error | undefined;
    for (const way of ways) {
      const call = this.#dispatchCall(request, way);
      const answer = await this.#api.ask(call);
      if (answer.kind !== 'answer' || answer.status !== 400) return readDispatch(answer, call);
      refused = githubFailure(answer, call);
    }
    throw refused ?? new Error('no way to dispatch');
  }

  /** @param timeUp ends the looking: blind is then who looked, not refused. */
  async run(id: number, timeUp?: AbortSignal): Promise<WorkflowRun> {
    const call = this.#runCall('read-run', id, '', {});
    const body = new AnswerReader(call, bodyOf(await this.#api.ask(call, timeUp), [200], call));
    return {
      id: body.number('id'),
      url: body.text('html_url'),
      status: body.text('status'),
      conclusion: body.textOrNothing('conclusion'),
    };
  }

  /** The jobs of the newest attempt; the first hundred. */
  async jobs(id: number, timeUp?: AbortSignal): Promise<readonly WorkflowJob[]> {
    const call = this.#runCall('list-jobs', id, '/jobs', { per_page: perPage, filter: 'latest' });
    const body = new AnswerReader(call, bodyOf(await this.#api.ask(call, timeUp), [200], call));
    return body.list('jobs').map((job) => ({
      name: job.text('name'),
      url: job.textOrNothing('html_url'),
      status: job.text('status'),
      conclusion: job.textOrNothing('conclusion'),
      steps: job.listOrNothing('steps').map((step) => ({
        name: step.text('name'),
        conclusion: step.textOrNothing('conclusion'),
      })),
    }));
  }

  #dispatchCall({ workflow, ref, inputs }: DispatchRequest, way: (typeof ways)[number]): ApiCall {
    const { owner, repo } = this.#repository;
    return {
      operation: 'dispatch',
      about: `workflow ${workflow} of ${owner}/${repo} on ${ref}`,
      route: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow}/dispatches',
      parameters: { owner, repo, workflow, ref, inputs, ...way.body },
      version: way.version,
      repeatable: false,
    };
  }

  #runCall(
    operation: 'read-run' | 'list-jobs',
    id: number,
    path: '' | '/jobs',
    query: Readonly<Record<string, unknown>>,
  ): ApiCall {
    const { owner, repo } = this.#repository;
    return {
      operation,
      about: `run ${String(id)} of ${owner}/${repo}`,
      route: `GET /repos/{owner}/{repo}/actions/runs/{id}${path}`,
      parameters: { owner, repo, id, ...query },
      version: '2026-03-10',
      repeatable: true,
    };
  }
}

/** Only a refusal, and what never left, is a failure: nothing was started then. Whatever else does not tell the run is lost. */
function readDispatch(answer: Answer, call: ApiCall): DispatchAnswer {
  if (answer.kind === 'no-answer') {
    if (!answer.sent) throw githubFailure(answer, call);
    return { kind: 'lost', why: answer.why };
  }
  const { status, body } = answer;
  if (status >= 400 && status < 500) throw githubFailure(answer, call);
  if (status === 204) return { kind: 'started-somewhere' };
  if (status >= 500) return { kind: 'lost', why: messageOf(body) || `GitHub answered ${String(status)}` };
  try {
    const run = new AnswerReader(call, body);
    return { kind: 'started', id: run.number('workflow_run_id'), url: run.text('html_url') };
  } catch (thrown) {
    const { why } = asFailure(thrown);
    return { kind: 'lost', why: `GitHub answered ${String(status)}, but ${why ?? 'not what it should'}` };
  }
}
