/**
 * What an environment that GitHub does not show is missing from. A repository that the token can't see answers the same
 * 404, and so nobody would learn before the first write that there is nothing to write to.
 */
import type { ApiCall, GithubApi } from './api.ts';
import { adviceToMake } from './environments.ts';
import { bodyOf } from './failures.ts';
import { readRepository } from './repositories.ts';
import type { TokenKind } from './token-kind.ts';
import { aboutAll, pathOf, type VariablesPlace } from './variables-place.ts';

type EnvironmentPlace = Extract<VariablesPlace, { kind: 'environment' }>;

/** @throws Failure when the repository can't be seen, or the token may not read variables of its environments. */
export async function checkSurroundings(
  api: GithubApi,
  place: EnvironmentPlace,
  token: TokenKind = 'unknown',
): Promise<void> {
  await readRepository(api, `${place.owner}/${place.repo}`);
  const { path, parameters } = pathOf(place);
  const call: ApiCall = {
    operation: 'list-environment-variables',
    about: aboutAll(place),
    route: `GET ${path}`,
    parameters: { ...parameters, per_page: 1 },
    version: '2026-03-10',
    repeatable: true,
    advice: adviceToMake(token),
  };
  const answer = await api.ask(call);
  // Nothing is there yet, and no permission was missed.
  if (answer.kind === 'answer' && answer.status === 404) return;
  bodyOf(answer, [200], call);
}
