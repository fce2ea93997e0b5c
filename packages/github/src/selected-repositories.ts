/** Which repositories see a variable of an organization whose visibility is `selected`. */
import type { ApiCall, GithubApi } from './api.ts';
import { bodyOf } from './failures.ts';
import { AnswerReader } from './reading.ts';
import type { TokenKind } from './token-kind.ts';
import { adviceAt, aboutOne, type VariablesPlace } from './variables-place.ts';

const perPage = 100;
/** A selection of more than 10,000 is not compared to its end. */
const mostPages = 100;

/** @returns `owner/name` of each; empty when the variable is gone or no longer selects. */
export async function selectedRepositories(
  api: GithubApi,
  { org, name }: { readonly org: string; readonly name: string },
  token: TokenKind = 'unknown',
): Promise<readonly string[]> {
  const place: VariablesPlace = { kind: 'organization', org };
  const found: string[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const call: ApiCall = {
      operation: 'list-selected-repositories',
      about: aboutOne(place, name),
      route: 'GET /orgs/{org}/actions/variables/{name}/repositories',
      parameters: { org, name, per_page: perPage, page },
      version: '2026-03-10',
      repeatable: true,
      advice: adviceAt(place, token),
    };
    const answer = await api.ask(call);
    if (answer.kind === 'answer' && (answer.status === 404 || answer.status === 409)) return [];
    const repositories = new AnswerReader(call, bodyOf(answer, [200], call)).list('repositories');
    found.push(...repositories.map((each) => each.text('full_name')));
    if (repositories.length < perPage) break;
  }
  return found;
}
