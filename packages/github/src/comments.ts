/**
 * One comment on a pull request that is kept up to date instead of followed by another: it is found again by what its
 * first line says, and only among those that this very caller may have written.
 */
import type { ApiCall, GithubApi, Operation, Repository } from './api.ts';
import { bodyOf, githubFailure } from './failures.ts';
import { AnswerReader } from './reading.ts';

export type CommentPut = 'created' | 'updated' | 'unchanged';

interface Comment {
  readonly id: number;
  readonly body: string;
  /** Of a bot's comment: GitHub Actions', or an app's. */
  readonly isByBot: boolean;
  readonly author: string;
}

const perPage = 100;
/** A pull request of more comments than this is not searched to its end. */
const mostPages = 50;

export class PullRequestComments {
  readonly #api: GithubApi;
  readonly #repository: Repository;
  readonly #number: number;

  constructor(api: GithubApi, repository: Repository, number: number) {
    this.#api = api;
    this.#repository = repository;
    this.#number = number;
  }

  /** @param marker the first line of `body`, by which it is found again. */
  async put(marker: string, body: string): Promise<CommentPut> {
    const before = await this.#find(marker);
    if (before === undefined) {
      await this.#create(body);
      return 'created';
    }
    if (sameText(before.body, body)) return 'unchanged';
    await this.#update(before.id, body);
    return 'updated';
  }

  /** Anybody can write the marker: what another person wrote is theirs, and stays as it is. */
  async #find(marker: string): Promise<Comment | undefined> {
    const marked = (await this.#list()).filter(({ body }) => firstLine(body) === marker);
    const byBot = marked.find(({ isByBot }) => isByBot);
    if (byBot !== undefined || marked.length === 0) return byBot;
    const login = await this.#login();
    return marked.find(({ author }) => author === login);
  }

  async #list(): Promise<readonly Comment[]> {
    const found: Comment[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const comments = await this.#page(page);
      found.push(...comments);
      if (comments.length < perPage) break;
    }
    return found;
  }

  async #page(page: number): Promise<readonly Comment[]> {
    const call = this.#call('list-comments', 'GET', '/repos/{owner}/{repo}/issues/{number}/comments', {
      number: this.#number,
      per_page: perPage,
      page,
    });
    const body = bodyOf(await this.#api.ask(call), [200], call);
    return new AnswerReader(call, { comments: body }).list('comments').map((each) => {
      // Of a deleted account there is no user any more.
      const user = each.partOrNothing('user');
      return {
        id: each.number('id'),
        body: each.textOrNothing('body'),
        isByBot: user?.textOrNothing('type') === 'Bot',
        author: user?.textOrNothing('login') ?? '',
      };
    });
  }

  /** Undefined for the token of a job or an app, which is no user: its comments are a bot's. */
  async #login(): Promise<string | undefined> {
    const call = this.#call('read-user', 'GET', '/user', {});
    const answer = await this.#api.ask(call);
    if (answer.kind === 'answer' && answer.status === 403) return undefined;
    return new AnswerReader(call, bodyOf(answer, [200], call)).text('login');
  }

  async #create(body: string): Promise<void> {
    const call = this.#call('create-comment', 'POST', '/repos/{owner}/{repo}/issues/{number}/comments', {
      number: this.#number,
      body,
    });
    const answer = await this.#api.ask(call);
    if (answer.kind !== 'answer' || answer.status !== 201) throw githubFailure(answer, call);
  }

  async #update(id: number, body: string): Promise<void> {
    const call = this.#call('update-comment', 'PATCH', '/repos/{owner}/{repo}/issues/comments/{id}', {
      id,
      body,
    });
    bodyOf(await this.#api.ask(call), [200], call);
  }

  #call(
    operation: Operation,
    method: 'GET' | 'POST' | 'PATCH',
    path: `/${string}`,
    parameters: Readonly<Record<string, unknown>>,
  ): ApiCall {
    const { owner, repo } = this.#repository;
    return {
      operation,
      about: `the comments of pull request ${String(this.#number)} of ${owner}/${repo}`,
      route: `${method} ${path}`,
      parameters: path.startsWith('/repos/') ? { owner, repo, ...parameters } : parameters,
      version: '2026-03-10',
      // A comment that was created though its answer was lost would be there twice.
      repeatable: operation !== 'create-comment',
    };
  }
}

const firstLine = (body: string): string => (body.split('\n', 1)[0] ?? '').trimEnd();

/** GitHub keeps what a browser sent with other line ends. */
const sameText = (a: string, b: string): boolean =>
  a.replaceAll('\r\n', '\n').trimEnd() === b.replaceAll('\r\n', '\n').trimEnd();
