/**
 * Who calls and what they may, in GitHub's own names for permissions. A job's own token is an integration's: it may
 * start workflows, but GitHub gives it no way to touch variables.
 */
import { Refusal } from './refusal.ts';

/** Those of fine-grained tokens and of apps that the local GitHub asks for. */
export type Permission =
  | 'actions'
  | 'actions_variables'
  | 'administration'
  | 'contents'
  | 'deployments'
  | 'environments'
  | 'issues'
  | 'metadata'
  | 'organization_actions_variables'
  | 'pull_requests';

export type Level = 'read' | 'write';

/** Those of classic tokens: `repo` is all of every repository, `admin:org` all of the organization. */
export type Scope = 'repo' | 'workflow' | 'admin:org';

export interface TokenRights {
  /** `github-token`: of a job; `installation`: of a GitHub App; the others are a person's. */
  readonly kind: 'github-token' | 'installation' | 'fine-grained' | 'classic';
  /** Of all kinds but `classic`. What is not named is not granted, `metadata: read` always is. */
  readonly permissions?: Readonly<Partial<Record<Permission, Level>>>;
  /** Of a classic token. */
  readonly scopes?: readonly Scope[];
  /** `owner/name` of those that it is for: of others it sees the public ones, and may read there; all when left out. */
  readonly repositories?: readonly string[];
  /** Milliseconds since the epoch by the local GitHub's clock; never when left out. */
  readonly expiresAt?: number;
}

export interface Caller {
  readonly token: string;
  readonly rights: TokenRights;
}

/** What the tokens of every local GitHub may. */
export const jobRights: TokenRights = {
  kind: 'github-token',
  permissions: { actions: 'write', contents: 'write', deployments: 'write', pull_requests: 'write' },
};
export const variablesRights: TokenRights = {
  kind: 'fine-grained',
  permissions: { actions_variables: 'write' },
};
export const everythingRights: TokenRights = {
  kind: 'fine-grained',
  permissions: {
    actions: 'write',
    actions_variables: 'write',
    administration: 'write',
    contents: 'write',
    deployments: 'write',
    environments: 'write',
    issues: 'write',
    organization_actions_variables: 'write',
    pull_requests: 'write',
  },
};

/** @param now milliseconds since the epoch. @throws Refusal 401 */
export function callerOf(
  authorization: string | undefined,
  tokens: ReadonlyMap<string, TokenRights>,
  now: number,
): Caller {
  const token = /^(?:bearer|token) (.+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal(401, 'Requires authentication');
  const rights = tokens.get(token);
  if (rights === undefined || now >= (rights.expiresAt ?? Infinity))
    throw new Refusal(401, 'Bad credentials');
  return { token, rights };
}

/** Whether the token is for this repository, and sees it when it is private. @param name `owner/name` */
export function isMeantFor({ rights }: Caller, name: string): boolean {
  if (rights.kind === 'classic' && rights.scopes?.includes('repo') !== true) return false;
  return rights.repositories?.some((each) => each.toLowerCase() === name.toLowerCase()) ?? true;
}

export const isPersonal = ({ kind }: TokenRights): boolean => kind === 'fine-grained' || kind === 'classic';

export interface Account {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

/** What GitHub tells of a token in every answer to it. */
export function tokenHeaders({ rights }: Caller): Readonly<Record<string, string>> {
  const { kind, scopes = [], expiresAt } = rights;
  const expiry = expiresAt === undefined ? '' : new Date(expiresAt).toISOString();
  return {
    ...(kind === 'classic' ? { 'x-oauth-scopes': scopes.join(', ') } : {}),
    ...(isPersonal(rights) && expiry !== ''
      ? { 'github-authentication-token-expiration': `${expiry.slice(0, 19).replace('T', ' ')} UTC` }
      : {}),
  };
}

/** Who a token is; one of an integration is a bot. */
export function userOf({ rights }: Caller): Account {
  if (isPersonal(rights)) return { login: 'local', type: 'User' };
  const login = rights.kind === 'github-token' ? 'github-actions[bot]' : 'local-app[bot]';
  return { login, type: 'Bot' };
}
