/**
 * The Actions variables of a repository, an environment or an organization, as GitHub has them: one method an
 * operation, and no policy. GitHub has no upsert: what is done about a name that exists is up to the caller.
 */
import type { Answer, ApiCall, GithubApi } from './api.ts';
import { bodyOf } from './failures.ts';
import { AnswerReader } from './reading.ts';
import type { TokenKind } from './token-kind.ts';
import {
  adviceAt,
  aboutAll,
  aboutOne,
  pathOf,
  type VariablesPlace,
  type Visibility,
} from './variables-place.ts';

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

export interface VariableToWrite {
  readonly name: string;
  readonly value: string;
  /** Organization alone, where creating needs it. */
  readonly visibility?: Visibility | undefined;
  /** Ids, with `selected` alone. */
  readonly selectedRepositories?: readonly number[] | undefined;
}

/** `repeated`: the same call was sent before and its answer lost, so that what is there may be its own work. */
export type VariableCreation =
  { readonly kind: 'created' } | { readonly kind: 'exists'; readonly repeated: boolean };

/** The most that GitHub gives at once. */
export const variablesPerPage = 30;
/** An organization has 1,000; a server that goes on beyond this many pages is not GitHub. */
const mostPages = 100;

type WriteOperation = 'read-variable' | 'create-variable' | 'update-variable' | 'remove-variable';

/** Every method may end with a Failure: no permission, no such place, a rate limit, a GitHub that is down. */
export class ActionsVariables {
  readonly #api: GithubApi;
  readonly #place: VariablesPlace;
  readonly #advice: string;

  /** @param token words what it lacks, when it lacks something. */
  constructor(api: GithubApi, place: VariablesPlace, token: TokenKind = 'unknown') {
    this.#api = api;
    this.#place = place;
    this.#advice = adviceAt(place, token);
  }

  /** All of them, of every page. */
  async list(): Promise<readonly StoredVariable[]> {
    const found = new Map<string, StoredVariable>();
    for (let page = 1; page <= mostPages; page += 1) {
      const { total, variables } = await this.#page(page);
      for (const variable of variables) found.set(variable.name, variable);
      if (variables.length === 0 || page * variablesPerPage >= total) break;
    }
    return [...found.values()];
  }

  /** Undefined when there is none of this name, or when the token can't see where it would be. */
  async read(name: string, timeUp?: AbortSignal): Promise<StoredVariable | undefined> {
    const call = this.#call('read-variable', 'GET', { name });
    const answer = await this.#api.ask(call, timeUp);
    if (isStatus(answer, 404)) return undefined;
    return variableOf(new AnswerReader(call, bodyOf(answer, [200], call)), dateOf(answer));
  }

  /** @param timeUp ends the waits between retries. */
  async create(variable: VariableToWrite, timeUp?: AbortSignal): Promise<VariableCreation> {
    const call = this.#call('create-variable', 'POST', variable);
    const answer = await this.#api.ask(call, timeUp);
    if (answer.kind === 'answer' && answer.status === 409)
      return { kind: 'exists', repeated: answer.repeated };
    bodyOf(answer, [201], call);
    return { kind: 'created' };
  }

  /** Writes over whatever is there: look first. What is not named, such as the visibility, stays as it is. */
  async update(variable: VariableToWrite, timeUp?: AbortSignal): Promise<'updated' | 'gone'> {
    const call = this.#call('update-variable', 'PATCH', variable);
    const answer = await this.#api.ask(call, timeUp);
    if (isStatus(answer, 404)) return 'gone';
    bodyOf(answer, [204], call);
    return 'updated';
  }

  /** `removed` too when it was gone by the second try of a removal whose first answer was lost. */
  async remove(name: string, timeUp?: AbortSignal): Promise<'removed' | 'gone'> {
    const call = this.#call('remove-variable', 'DELETE', { name });
    const answer = await this.#api.ask(call, timeUp);
    if (answer.kind === 'answer' && answer.status === 404) return answer.repeated ? 'removed' : 'gone';
    bodyOf(answer, [204], call);
    return 'removed';
  }

  async #page(
    page: number,
  ): Promise<{ readonly total: number; readonly variables: readonly StoredVariable[] }> {
    const { path, parameters } = pathOf(this.#place);
    const call: ApiCall = {
      operation: listOperations[this.#place.kind],
      about: aboutAll(this.#place),
      route: `GET ${path}`,
      parameters: { ...parameters, per_page: variablesPerPage, page },
      version: '2026-03-10',
      repeatable: true,
      advice: this.#advice,
    };
    const answer = await this.#api.ask(call);
    const body = new AnswerReader(call, bodyOf(answer, [200], call));
    const variables = body.list('variables').map((each) => variableOf(each, dateOf(answer)));
    return { total: body.number('total_count'), variables };
  }

  #call(
    operation: WriteOperation,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    { name, value, visibility, selectedRepositories }: Partial<VariableToWrite> & { readonly name: string },
  ): ApiCall {
    const { path, parameters } = pathOf(this.#place);
    return {
      operation,
      about: aboutOne(this.#place, name),
      route: method === 'POST' ? `POST ${path}` : `${method} ${path}/{name}`,
      parameters: {
        ...parameters,
        name,
        ...(value === undefined ? {} : { value }),
        ...(visibility === undefined ? {} : { visibility }),
        ...(selectedRepositories === undefined ? {} : { selected_repository_ids: selectedRepositories }),
      },
      version: '2026-03-10',
      // Writes end with the same value however often they arrive; a create that did arrive answers 409.
      repeatable: true,
      advice: this.#advice,
    };
  }
}

const listOperations = {
  repository: 'list-variables',
  environment: 'list-environment-variables',
  organization: 'list-organization-variables',
} as const;

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

function dateOf(answer: Answer): number | undefined {
  const date = answer.kind === 'answer' ? Date.parse(answer.headers.date ?? '') : Number.NaN;
  return Number.isFinite(date) ? date : undefined;
}
