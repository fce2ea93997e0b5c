/**
 * Deployment environments of a repository. GitHub makes and configures one by the same call, which takes away the
 * protection of one that exists: so it is looked for first, and only what is missing is made.
 */
import type { ApiCall, GithubApi, Repository } from './api.ts';
import { bodyOf } from './failures.ts';
import { adviceFor, type TokenKind } from './token-kind.ts';

/** All that variables of an environment to be made take, so that nobody learns of one permission a run. */
export const adviceToMake = (token: TokenKind): string =>
  adviceFor(token, {
    permission:
      'the repository permissions `Actions: read` (to look for the environment), `Administration: write` (to make it), `Variables: write` and `Environments: write`',
    where: 'for this repository',
    scope: '`repo`',
  });

export class Environments {
  readonly #api: GithubApi;
  readonly #repository: Repository;
  readonly #advice: string;

  /** @param token words what it lacks, when it lacks something. */
  constructor(api: GithubApi, repository: Repository, token: TokenKind = 'unknown') {
    this.#api = api;
    this.#repository = repository;
    this.#advice = adviceToMake(token);
  }

  /** False too when the token can't see the repository. */
  async exists(name: string): Promise<boolean> {
    const call = this.#call('read-environment', 'GET', name);
    const answer = await this.#api.ask(call);
    if (answer.kind === 'answer' && answer.status === 404) return false;
    bodyOf(answer, [200], call);
    return true;
  }

  /** Without any protection. Call it only for one that does not exist. */
  async create(name: string): Promise<void> {
    const call = this.#call('create-environment', 'PUT', name);
    bodyOf(await this.#api.ask(call), [200, 201], call);
  }

  #call(operation: 'read-environment' | 'create-environment', method: 'GET' | 'PUT', name: string): ApiCall {
    const { owner, repo } = this.#repository;
    return {
      operation,
      about: `environment ${name} of ${owner}/${repo}`,
      route: `${method} /repos/{owner}/{repo}/environments/{environment_name}`,
      parameters: { owner, repo, environment_name: name },
      version: '2026-03-10',
      // A second one would meet what the first has made, or what somebody has protected since.
      repeatable: method === 'GET',
      advice: this.#advice,
    };
  }
}
