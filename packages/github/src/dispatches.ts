/**
 * Starting workflows. GitHub says since API version 2026-03-10 which run a dispatch started; older servers are asked
 * for it, the oldest can't tell, and of an event none does. What may have started something is never sent again.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Answer, ApiCall, ApiVersion, GithubApi } from './api.ts';
import { githubFailure } from './failures.ts';
import { AnswerReader, messageOf, type Fields } from './reading.ts';
import { isUnsure } from './retries.ts';
import { adviceOn, nameOf, type WorkflowPlace } from './workflow-place.ts';

export interface DispatchRequest {
  /** File name or id. */
  readonly workflow: string;
  /** Branch or tag. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface EventRequest {
  readonly eventType: string;
  readonly clientPayload: Fields;
}

export type DispatchAnswer =
  | { readonly kind: 'started'; readonly id: number; readonly url: string }
  /** Started, on a server that does not say as which run. */
  | { readonly kind: 'started-somewhere' }
  /** The answer was lost, or can't be read: a run may or may not have started. */
  | { readonly kind: 'lost'; readonly why: string };

/** Newest first: version, and whether the run must be asked for. */
const ways: readonly { readonly version: ApiVersion; readonly body: Fields }[] = [
  { version: '2026-03-10', body: {} },
  { version: '2022-11-28', body: { return_run_details: true } },
  { version: '2022-11-28', body: {} },
];

/** Every method throws a Failure only when nothing was started. */
export class Dispatches {
  readonly #api: GithubApi;
  readonly #place: WorkflowPlace;

  constructor(api: GithubApi, place: WorkflowPlace) {
    this.#api = api;
    this.#place = place;
  }

  /**
   * A 400 is an older server's: nothing was started.
   * @param timeUp when it must not be sent any more; one that is on its way is waited for.
   * @param beforeSend called right before each way and each try, because a timer may be late; what it throws is passed on.
   */
  async workflow(
    request: DispatchRequest,
    timeUp?: AbortSignal,
    beforeSend?: () => void,
  ): Promise<DispatchAnswer> {
    let refused: Error | undefined;
    for (const way of ways) {
      if (refused !== undefined && timeUp?.aborted === true) break;
      const call = this.#workflowCall(request, way);
      const answer = await this.#api.ask(call, timeUp, beforeSend);
      if (answer.kind !== 'answer' || answer.status !== 400) return readDispatch(answer, call);
      refused = githubFailure(answer, call);
    }
    throw refused ?? new Error('no way to dispatch');
  }

  /** @param timeUp, beforeSend as for `workflow`. */
  async event(
    { eventType, clientPayload }: EventRequest,
    timeUp?: AbortSignal,
    beforeSend?: () => void,
  ): Promise<DispatchAnswer> {
    const { owner, repo } = this.#place;
    const call: ApiCall = {
      operation: 'dispatch-event',
      about: `the event ${eventType} of ${nameOf(this.#place)}`,
      route: 'POST /repos/{owner}/{repo}/dispatches',
      parameters: { owner, repo, event_type: eventType, client_payload: clientPayload },
      version: '2026-03-10',
      repeatable: false,
      advice: adviceOn('contents: write', this.#place),
    };
    return readDispatch(await this.#api.ask(call, timeUp, beforeSend), call);
  }

  #workflowCall({ workflow, ref, inputs }: DispatchRequest, way: (typeof ways)[number]): ApiCall {
    const { owner, repo } = this.#place;
    return {
      operation: 'dispatch',
      about: `workflow ${workflow} of ${nameOf(this.#place)} on ${ref}`,
      route: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow}/dispatches',
      parameters: { owner, repo, workflow, ref, inputs, ...way.body },
      version: way.version,
      repeatable: false,
      advice: adviceOn('actions: write', this.#place),
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
  if (isUnsure(status)) return { kind: 'lost', why: messageOf(body) || `GitHub answered ${String(status)}` };
  if (status >= 400) throw githubFailure(answer, call);
  if (status === 204) return { kind: 'started-somewhere' };
  try {
    const run = new AnswerReader(call, body);
    return { kind: 'started', id: run.number('workflow_run_id'), url: run.text('html_url') };
  } catch (thrown) {
    const { why } = asFailure(thrown);
    return { kind: 'lost', why: `GitHub answered ${String(status)}, but ${why ?? 'not what it should'}` };
  }
}
