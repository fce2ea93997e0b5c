/** A repository as the API shows it: what the six actions read, and all else that GitHub's description requires. */
import { shownUser } from '../people.ts';
import type { LocalRepository } from './repository.ts';

export const ownerId = 65;

/** Members that are its own address and a path. */
const paths: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
  url: '',
};

/** In lists. @param url base of the API and of the pages. */
export function shownRepository(url: string, repository: LocalRepository): object {
  const { id, name: full_name, isPrivate } = repository;
  const [owner = '', name = ''] = full_name.split('/');
  const api = `${url}/repos/${full_name}`;
  return {
    ...{ id, node_id: `R_${String(id)}`, name, full_name, private: isPrivate },
    owner: { ...shownUser(url, owner), id: ownerId, type: 'Organization' },
    ...{ html_url: `${url}/${full_name}`, description: null, fork: false },
    ...Object.fromEntries(Object.entries(paths).map(([member, path]) => [member, `${api}${path}`])),
  };
}

/** Alone. */
export function shownInFull(url: string, repository: LocalRepository): object {
  const { name, isPrivate, defaultBranch, createdAt } = repository;
  const page = `${url}/${name}`;
  const none = Object.fromEntries(counts.map((count) => [count, 0]));
  const not = Object.fromEntries(features.map((feature) => [feature, false]));
  return {
    ...shownRepository(url, repository),
    ...{ ...none, ...not, has_issues: true },
    ...{ default_branch: defaultBranch, visibility: isPrivate ? 'private' : 'public' },
    ...{ clone_url: `${page}.git`, git_url: `${page}.git`, ssh_url: `${page}.git`, svn_url: page },
    ...{ homepage: null, language: null, license: null, mirror_url: null, topics: [] },
    ...{ created_at: createdAt, updated_at: createdAt, pushed_at: createdAt },
  };
}

const counts = [
  ...['forks', 'forks_count', 'network_count', 'open_issues', 'open_issues_count', 'size'],
  ...['stargazers_count', 'subscribers_count', 'watchers', 'watchers_count'],
];
const features = [
  ...['archived', 'disabled', 'has_discussions', 'has_pages', 'has_projects', 'has_wiki', 'is_template'],
];
