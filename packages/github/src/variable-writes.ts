/**
 * Writes of Actions variables that are sent once each. GitHub writes over whatever is there, and between a write without
 * an answer and the next one somebody else may have written: so whoever writes looks again before he does so again.
 */
import type { Failure } from '@slipway/action-kit/failures';
import type { Answer, GithubApi } from './api.ts';
import { githubFailure } from './failures.ts';
import { isLimited, waitBeforeRetry } from './retries.ts';
import type { TokenKind } from './token-kind.ts';
import { VariableCalls, type VariableToWrite } from './variable-calls.ts';
import type { VariablesPlace } from './variables-place.ts';

/** GitHub did not say that it was done, and refused nothing for good. */
export interface Unwritten {
  readonly kind: 'unwritten';
  /** What to end with when it is not tried again. */
  readonly failure: Failure;
  /** False when GitHub can't have done it: a limit, or a connection that never came about. */
  readonly mayBeDone: boolean;
  /** Milliseconds after which to look, and to try again; undefined when that makes no sense any more. */
  readonly againIn: number | undefined;
}

/** Every method may end with a Failure: what GitHub refuses for good, and did not do. `attempt` counts from 1. */
export class VariableWrites {
  readonly #api: GithubApi;
  readonly #calls: VariableCalls;
  readonly #debug: (line: string) => void;

  /** @param debug is told each write that may be sent again. */
  constructor(
    api: GithubApi,
    place: VariablesPlace,
    token: TokenKind = 'unknown',
    debug: (line: string) => void = () => undefined,
  ) {
    this.#api = api;
    this.#calls = new VariableCalls(place, token);
    this.#debug = debug;
  }

  create(variable: VariableToWrite, attempt: number): Promise<'created' | 'exists' | Unwritten> {
    return this.#write('create-variable', variable, attempt, { 201: 'created', 409: 'exists' });
  }

  /** Writes over whatever is there. What is not named, such as the visibility, stays as it is. */
  update(variable: VariableToWrite, attempt: number): Promise<'updated' | 'gone' | Unwritten> {
    return this.#write('update-variable', variable, attempt, { 204: 'updated', 404: 'gone' });
  }

  remove(name: string, attempt: number): Promise<'removed' | 'gone' | Unwritten> {
    return this.#write('remove-variable', { name }, attempt, { 204: 'removed', 404: 'gone' });
  }

  async #write<T extends string>(
    operation: 'create-variable' | 'update-variable' | 'remove-variable',
    variable: Partial<VariableToWrite> & { readonly name: string },
    attempt: number,
    meanings: Readonly<Record<number, T>>,
  ): Promise<T | Unwritten> {
    const call = { ...this.#calls.one(operation, variable), once: true };
    const answer = await this.#api.ask(call);
    const meaning = answer.kind === 'answer' ? meanings[answer.status] : undefined;
    if (meaning !== undefined) return meaning;
    const failure = githubFailure(answer, call);
    if (isRefusal(answer)) throw failure;
    const now = answer.kind === 'answer' ? answer.at : 0;
    const againIn = waitBeforeRetry(answer, { attempt, repeatable: true, now });
    if (againIn !== undefined)
      this.#debug(
        `${operation}: ${isLimited(answer) ? 'rate limit' : 'no good answer'}, again in ${againIn} ms`,
      );
    return { kind: 'unwritten', failure, mayBeDone: mayBeDone(answer), againIn };
  }
}

const isRefusal = (answer: Answer): boolean =>
  answer.kind === 'answer' && answer.status >= 400 && answer.status < 500 && !isLimited(answer);

/** Of what is neither what was expected, nor a refusal: a proxy's page with a 200 tells nothing either. */
const mayBeDone = (answer: Answer): boolean =>
  answer.kind === 'no-answer' ? answer.sent : !isLimited(answer);
