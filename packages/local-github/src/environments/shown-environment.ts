/** An environment as the API shows it: each of its protections is a rule with an id of its own. */
import { shownUser } from '../people.ts';
import type { Environment, Reviewer } from './environments.ts';

export interface ShownWhere {
  /** `owner/name`. */
  readonly repository: string;
  readonly url: () => string;
}

export function shownEnvironment({ repository, url }: ShownWhere, environment: Environment): object {
  const { id, name, created_at, updated_at, branches } = environment;
  const path = encodeURIComponent(name);
  return {
    ...{ id, node_id: `EN_${String(id)}`, name, created_at, updated_at },
    url: `${url()}/repos/${repository}/environments/${path}`,
    html_url: `${url()}/${repository}/deployments/activity_log?environments_filter=${path}`,
    protection_rules: rulesOf(environment, url()),
    deployment_branch_policy: branches,
  };
}

function rulesOf(environment: Environment, url: string): readonly object[] {
  const { waitTimer, reviewers, preventSelfReview, branches } = environment;
  const rules: object[] = [];
  if (waitTimer > 0) rules.push({ type: 'wait_timer', wait_timer: waitTimer });
  if (reviewers.length > 0) {
    const shown = reviewers.map((each) => shownReviewer(url, each));
    rules.push({ type: 'required_reviewers', prevent_self_review: preventSelfReview, reviewers: shown });
  }
  if (branches !== null) rules.push({ type: 'branch_policy' });
  return rules.map((rule, index) => {
    const id = environment.id * 10 + index;
    return { id, node_id: `GA_${String(id)}`, ...rule };
  });
}

/** @param url base of the API. */
export const shownReviewer = (url: string, reviewer: Reviewer): object => ({
  type: reviewer.type,
  reviewer: reviewer.type === 'User' ? shownUser(url, reviewer.name) : shownTeam(url, reviewer),
});

function shownTeam(url: string, { id, name }: Reviewer): object {
  const api = `${url}/teams/${String(id)}`;
  return {
    ...{ id, node_id: `T_${String(id)}`, name, slug: name, description: null, parent: null },
    ...{ privacy: 'closed', notification_setting: 'notifications_enabled', permission: 'pull' },
    ...{ url: api, html_url: `${url}/orgs/local/teams/${name}`, type: 'organization', organization_id: 65 },
    ...{ members_url: `${api}/members{/member}`, repositories_url: `${api}/repos` },
  };
}
