/**
 * The variables of a repository. GitHub has no upsert: creating what exists answers 409, and what is there is looked
 * at before anything is written over it.
 */
import type { ApiCall, GithubApi, Repository } from './api.ts';
import { bodyOf } from './failures.ts';
import { AnswerReader } from './reading.ts';

export interface Variable {
  /** In upper case, as GitHub keeps it. */
  readonly name: string;
  readonly value: string;
}

/** What creating a variable took: `before` is the value that was written over. */
export type Creation =
  | { readonly kind: 'created' }
  /** Somebody had created it meanwhile, with this very value. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'updated'; readonly before: string };

/** The most that GitHub gives at once. */
const perPage = 30;
/** GitHub keeps 500 variables a repository; a server that goes on beyond this many pages is not GitHub. */
const mostPages = 100;

export class RepositoryVariables {
  readonly #api: GithubApi;
  readonly #repository: Repository;

  constructor(api: GithubApi, repository: Repository) {
    this.#api = api;
    this.#repository = repository;
  }

  /** All of them, by name. */
  async list(): Promise<readonly Variable[]> {
    const found = new Map<string, Variable>();
    for (let page = 1; page <= mostPages; page += 1) {
      const { total, variables } = await this.#page(page);
      for (const variable of variables) found.set(variable.name, variable);
      if (variables.length === 0 || page * perPage >= total) break;
    }
    return [...found.values()];
  }

  async create(variable: Variable): Promise<Creation> {
    const call = this.#call('create-variable', 'POST', '', variable);
    const answer = await this.#api.ask(call);
    if (answer.kind !== 'answer' || answer.status !== 409) {
      bodyOf(answer, [201], call);
      return { kind: 'created' };
    }
    const before = await this.#value(variable);
    // The create whose answer was lost did arrive, and the one after it met its work.
    if (before === variable.value) return { kind: answer.repeated ? 'created' : 'unchanged' };
    await this.update(variable);
    return { kind: 'updated', before };
  }

  /** Writes over whatever is there: look first. */
  async update(variable: Variable): Promise<void> {
    const call = this.#call('update-variable', 'PATCH', '/{name}', variable);
    bodyOf(await this.#api.ask(call), [204], call);
  }

  async #value({ name }: Variable): Promise<string> {
    const call = this.#call('read-variable', 'GET', '/{name}', { name });
    return new AnswerReader(call, bodyOf(await this.#api.ask(call), [200], call)).text('value');
  }

  async #page(page: number): Promise<{ readonly total: number; readonly variables: readonly Variable[] }> {
    const { owner, repo } = this.#repository;
    const call: ApiCall = {
      operation: 'list-variables',
      about: `the variables of ${owner}/${repo}`,
      route: 'GET /repos/{owner}/{repo}/actions/variables',
      parameters: { owner, repo, per_page: perPage, page },
      version: '2026-03-10',
      repeatable: true,
    };
    const body = new AnswerReader(call, bodyOf(await this.#api.ask(call), [200], call));
    const variables = body
      .list('variables')
      .map((each) => ({ name: each.text('name').toUpperCase(), value: each.text('value') }));
    return { total: body.number('total_count'), variables };
  }

  #call(
    operation: 'read-variable' | 'create-variable' | 'update-variable',
    method: 'GET' | 'POST' | 'PATCH',
    path: '' | '/{name}',
    variable: Pick<Variable, 'name'> & Partial<Variable>,
  ): ApiCall {
    const { owner, repo } = this.#repository;
    return {
      operation,
      about: `the variable ${variable.name} of ${owner}/${repo}`,
      route: `${method} /repos/{owner}/{repo}/actions/variables${path}`,
      parameters: { owner, repo, ...variable },
      version: '2026-03-10',
      // Writes end with the same value however often they arrive; a create that did arrive answers 409.
      repeatable: true,
    };
  }
}
