/**
 * Who calls and what they may. A job's own token is an integration's: it may start workflows, but GitHub gives it
 * no way to touch variables.
 */
import { Refusal } from './refusal.ts';

export interface TokenRights {
  /** A job's token and a GitHub App's are refused in other words than a person's. */
  readonly kind: 'integration' | 'personal';
  readonly actions: 'write' | 'read' | 'none';
  readonly variables: 'write' | 'read' | 'none';
  /** Of pull requests, and with them of their comments. */
  readonly pullRequests: 'write' | 'read' | 'none';
}

export interface Caller {
  readonly token: string;
  readonly rights: TokenRights;
}

/** What the two tokens of every local GitHub may. */
export const jobRights: TokenRights = {
  kind: 'integration',
  actions: 'write',
  variables: 'none',
  pullRequests: 'write',
};
export const variablesRights: TokenRights = {
  kind: 'personal',
  actions: 'none',
  variables: 'write',
  pullRequests: 'none',
};

export function callerOf(
  authorization: string | undefined,
  tokens: ReadonlyMap<string, TokenRights>,
): Caller {
  const token = /^(?:bearer|token) (.+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal(401, 'Requires authentication');
  const rights = tokens.get(token);
  if (rights === undefined) throw new Refusal(401, 'Bad credentials');
  return { token, rights };
}

/** GitHub's own names. */
const permissions = {
  actions: 'actions',
  variables: 'actions_variables',
  pullRequests: 'pull_requests',
} as const;

export function mustHave(
  caller: Caller,
  right: 'actions' | 'variables' | 'pullRequests',
  level: 'read' | 'write',
): void {
  const has = caller.rights[right];
  if (has === 'write' || has === level) return;
  const by = caller.rights.kind === 'integration' ? 'integration' : 'personal access token';
  const permission = permissions[right];
  throw new Refusal(403, `Resource not accessible by ${by}`, {
    'x-accepted-github-permissions': `${permission}=${level}`,
  });
}
