/** What GitHub says of a repository: its id, by which an organization selects it, and its default branch. */
import { repositoryOf, type ApiCall, type GithubApi } from './api.ts';
import { bodyOf } from './failures.ts';
import { AnswerReader } from './reading.ts';

export interface KnownRepository {
  readonly id: number;
  /** `owner/name`, as it is called today. */
  readonly slug: string;
  readonly defaultBranch: string;
}

/**
 * @param slug `owner/name`, today's or one that it had before.
 * @param operation says whose mistake it is when there is none.
 * @throws Failure `repository-not-found` or `selected-repository-not-found`, and what any call may end with.
 */
export async function readRepository(
  api: GithubApi,
  slug: string,
  operation: 'read-repository' | 'read-selected-repository' = 'read-repository',
): Promise<KnownRepository> {
  const call: ApiCall = {
    operation,
    about: `repository ${slug}`,
    route: 'GET /repos/{owner}/{repo}',
    parameters: { ...repositoryOf(slug) },
    version: '2026-03-10',
    repeatable: true,
  };
  const body = new AnswerReader(call, bodyOf(await api.ask(call), [200], call));
  return { id: body.number('id'), slug: body.text('full_name'), defaultBranch: body.text('default_branch') };
}
