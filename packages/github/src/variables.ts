/**
 * The Actions variables of a repository, an environment or an organization, as GitHub has them: one method an
 * operation, and no policy. GitHub has no upsert: what is done about a name that exists is up to the caller.
 */
import { dateOf } from './answer-clock.ts';
import type { Answer, GithubApi } from './api.ts';
import { bodyOf } from './failures.ts';
import { AnswerReader } from './reading.ts';
import type { TokenKind } from './token-kind.ts';
import { VariableCalls, variablesPerPage, type VariableToWrite } from './variable-calls.ts';
import type { VariablesPlace, Visibility } from './variables-place.ts';

export interface StoredVariable {
  /** In upper case, as GitHub keeps it. */
  readonly name: string;
  readonly value: string;
  /** By GitHub's clock, in milliseconds since the epoch; so are the next two. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When GitHub gave this answer; undefined where it did not say. */
  readonly readAt: number | undefined;
  /** Which repositories see it: of an organization's variable alone. */
  readonly visibility: Visibility | undefined;
}

/** `repeated`: the same call was sent before and its answer lost, so that what is there may be its own work. */
export type VariableCreation =
  { readonly kind: 'created' } | { readonly kind: 'exists'; readonly repeated: boolean };

/** An organization has 1,000; a server that goes on beyond this many pages is not GitHub. */
const mostPages = 100;
/** How often all pages are read when somebody changes the list meanwhile. */
const mostReadings = 3;

/** Every method may end with a Failure: no permission, no such place, a rate limit, a GitHub that is down. */
export class ActionsVariables {
  readonly #api: GithubApi;
  readonly #calls: VariableCalls;

  /** @param token words what it lacks, when it lacks something. */
  constructor(api: GithubApi, place: VariablesPlace, token: TokenKind = 'unknown') {
    this.#api = api;
    this.#calls = new VariableCalls(place, token);
  }

  /**
   * All of them, of every page. One that is removed while the pages are read moves another from a page to come to one
   * that is read: so all are read again when the number that GitHub names was not found.
   */
  async list(): Promise<readonly StoredVariable[]> {
    let reading = await this.#readAll();
    for (let readings = 1; !reading.isWhole && readings < mostReadings; readings += 1)
      reading = await this.#readAll();
    return reading.variables;
  }

  /** Undefined when there is none of this name, or when the token can't see where it would be. */
  async read(name: string, timeUp?: AbortSignal): Promise<StoredVariable | undefined> {
    const call = this.#calls.one('read-variable', { name });
    const answer = await this.#api.ask(call, timeUp);
    if (isStatus(answer, 404)) return undefined;
    return variableOf(new AnswerReader(call, bodyOf(answer, [200], call)), dateOf(answer));
  }

  /** @param timeUp ends the waits between retries. */
  async create(variable: VariableToWrite, timeUp?: AbortSignal): Promise<VariableCreation> {
    const call = this.#calls.one('create-variable', variable);
    const answer = await this.#api.ask(call, timeUp);
    if (answer.kind === 'answer' && answer.status === 409)
      return { kind: 'exists', repeated: answer.repeated };
    bodyOf(answer, [201], call);
    return { kind: 'created' };
  }

  /** Writes over whatever is there: look first. What is not named, such as the visibility, stays as it is. */
  async update(variable: VariableToWrite, timeUp?: AbortSignal): Promise<'updated' | 'gone'> {
    const call = this.#calls.one('update-variable', variable);
    const answer = await this.#api.ask(call, timeUp);
    if (isStatus(answer, 404)) return 'gone';
    bodyOf(answer, [204], call);
    return 'updated';
  }

  /** `removed` too when it was gone by the second try of a removal whose first answer was lost. */
  async remove(name: string, timeUp?: AbortSignal): Promise<'removed' | 'gone'> {
    const call = this.#calls.one('remove-variable', { name });
    const answer = await this.#api.ask(call, timeUp);
    if (answer.kind === 'answer' && answer.status === 404) return answer.repeated ? 'removed' : 'gone';
    bodyOf(answer, [204], call);
    return 'removed';
  }

  async #readAll(): Promise<{ readonly isWhole: boolean; readonly variables: readonly StoredVariable[] }> {
    const found = new Map<string, StoredVariable>();
    const totals: number[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const { total, variables } = await this.#page(page);
      totals.push(total);
      for (const variable of variables) found.set(variable.name, variable);
      if (variables.length === 0 || page * variablesPerPage >= total) break;
    }
    return { isWhole: totals.every((total) => total === found.size), variables: [...found.values()] };
  }

  async #page(
    page: number,
  ): Promise<{ readonly total: number; readonly variables: readonly StoredVariable[] }> {
    const call = this.#calls.page(page);
    const answer = await this.#api.ask(call);
    const body = new AnswerReader(call, bodyOf(answer, [200], call));
    const variables = body.list('variables').map((each) => variableOf(each, dateOf(answer)));
    return { total: body.number('total_count'), variables };
  }
}

const isStatus = (answer: Answer, status: number): boolean =>
  answer.kind === 'answer' && answer.status === status;

function variableOf(body: AnswerReader, readAt: number | undefined): StoredVariable {
  return {
    name: body.word('name').toUpperCase(),
    value: body.text('value'),
    createdAt: body.time('created_at'),
    updatedAt: body.time('updated_at'),
    readAt,
    visibility: visibilityOf(body.textOrNothing('visibility')),
  };
}

const visibilityOf = (word: string): Visibility | undefined =>
  word === 'all' || word === 'private' || word === 'selected' ? word : undefined;
