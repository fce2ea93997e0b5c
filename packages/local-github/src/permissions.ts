/** What a route asks of a token, in GitHub's own names, and GitHub's words where it has less. */
import { Refusal } from './refusal.ts';
import { isPersonal, type Caller, type Level, type Permission, type TokenRights } from './tokens.ts';

/** All that is needed together. */
export type Need = Readonly<Partial<Record<Permission, Level>>>;

/** @param needs each of which is enough. @throws Refusal 403 */
export function mustHaveOneOf(rights: TokenRights, needs: readonly [Need, ...Need[]]): void {
  if (rights.kind === 'classic') {
    mustHaveScope(rights, needs[0]);
    return;
  }
  if (needs.some((need) => fulfils(rights, need))) return;
  throw new Refusal(
    403,
    `Resource not accessible by ${isPersonal(rights) ? 'personal access token' : 'integration'}`,
    {
      'x-accepted-github-permissions': needs.map(written).join('; '),
    },
  );
}

/** GitHub gives a job's token no permission for variables, whatever the workflow asks for. */
const never: readonly Permission[] = [
  'actions_variables',
  'administration',
  'environments',
  'organization_actions_variables',
];

function fulfils({ kind, permissions = {} }: TokenRights, need: Need): boolean {
  return Object.entries(need).every(([name, level]) => {
    const permission = name as Permission;
    if (kind === 'github-token' && never.includes(permission)) return false;
    const has = permissions[permission] ?? (permission === 'metadata' ? 'read' : undefined);
    return has === 'write' || has === level;
  });
}

const written = (need: Need): string =>
  Object.entries(need)
    .map(([permission, level]) => `${permission}=${level}`)
    .join(',');

function mustHaveScope({ scopes = [] }: TokenRights, need: Need): void {
  if ('organization_actions_variables' in need) {
    if (scopes.includes('admin:org')) return;
    throw new Refusal(
      403,
      'You must be an org admin or have the actions variables fine-grained permission.',
      { 'x-accepted-oauth-scopes': 'admin:org' },
    );
  }
  if (scopes.includes('repo') || fulfils({ kind: 'classic', permissions: publicReads }, need)) return;
  throw new Refusal(403, 'Must have admin rights to Repository.', {
    'x-accepted-oauth-scopes': 'repo',
  });
}

/** What anybody may of a public repository. */
const publicReads: TokenRights['permissions'] = {
  actions: 'read',
  contents: 'read',
  deployments: 'read',
  issues: 'read',
  metadata: 'read',
  pull_requests: 'read',
};

/** The caller in a public repository: it may read there whatever its token is for. @param isFor that it is for this one */
export function inPublic({ token, rights }: Caller, isFor: boolean): Caller {
  const own = isFor ? rights : { permissions: {}, scopes: [] };
  return { token, rights: { ...rights, ...own, permissions: { ...publicReads, ...own.permissions } } };
}
