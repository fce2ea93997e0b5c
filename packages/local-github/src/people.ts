/** Accounts as GitHub shows them wherever somebody did something. */

/** @param url base of the API. */
export function shownUser(url: string, login: string): object {
  const api = `${url}/users/${encodeURIComponent(login)}`;
  const id = userId(login);
  return {
    ...{ login, id, node_id: `U_${String(id)}`, gravatar_id: '' },
    avatar_url: `${url}/avatars/${String(id)}`,
    url: api,
    html_url: `${url}/${encodeURIComponent(login)}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}

/** The same for the same login. */
export const userId = (login: string): number =>
  login === 'github-actions[bot]'
    ? 41_898_282
    : 1 + Buffer.from(login).reduce((sum, byte) => (sum * 31 + byte) % 100_000_007, 7);
