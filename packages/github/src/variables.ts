/** The variables of a repository. GitHub has no upsert: creating what exists answers 409, and is then an update. */
import type { ApiCall, GithubApi, Repository } from './api.ts';
import { bodyOf } from './failures.ts';
import { AnswerReader } from './reading.ts';

export interface Variable {
  /** In upper case, as GitHub keeps it. */
  readonly name: string;
  readonly value: string;
}

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

  /** Says what it took: `updated` when somebody had created it meanwhile. */
  async create(variable: Variable): Promise<'created' | 'updated'> {
    const call = this.#call('create-variable', 'POST', '', variable);
    const answer = await this.#api.ask(call);
    if (answer.kind === 'answer' && answer.status === 409) {
      await this.update(variable);
      return 'updated';
    }
    bodyOf(answer, [201], call);
    return 'created';
  }

  async update(variable: Variable): Promise<void> {
    const call = this.#call('update-variable', 'PATCH', '/{name}', variable);
    bodyOf(await this.#api.ask(call), [204], call);
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
    operation: 'create-variable' | 'update-variable',
    method: 'POST' | 'PATCH',
    path: '' | '/{name}',
    { name, value }: Variable,
  ): ApiCall {
    const { owner, repo } = this.#repository;
    return {
      operation,
      about: `the variable ${name} of ${owner}/${repo}`,
      route: `${method} /repos/{owner}/{repo}/actions/variables${path}`,
      parameters: { owner, repo, name, value },
      version: '2026-03-10',
      // Both end with the same value however often they arrive; a create that did arrive answers 409.
      repeatable: true,
    };
  }
}
