/**
 * What a token of GitHub is by its first letters, and what one of its kind needs so that it may do something: each
 * kind is given its rights in another place.
 */

export type TokenKind =
  /** `ghs_`: of a job (`github.token`) or of a GitHub App. */
  | 'installation'
  /** `github_pat_` */
  | 'fine-grained'
  /** `ghp_` and `gho_`: it has scopes, not permissions. */
  | 'classic'
  | 'unknown';

const prefixes: readonly (readonly [prefix: string, kind: TokenKind])[] = [
  ['ghs_', 'installation'],
  ['github_pat_', 'fine-grained'],
  ['ghp_', 'classic'],
  ['gho_', 'classic'],
];

export function tokenKindOf(token: string): TokenKind {
  return prefixes.find(([prefix]) => token.startsWith(prefix))?.[1] ?? 'unknown';
}

/** What something takes: of tokens that have permissions, and of those that have scopes. */
export interface Needs {
  /** Follows "Give …": "the repository permission `Variables: write`". */
  readonly permission: string;
  /** Where a fine-grained token or an App must be allowed: "for this repository". */
  readonly where: string;
  /** "`repo`" */
  readonly scope: string;
}

/** A sentence: what to do so that a token of this kind may do it. */
export function adviceFor(kind: TokenKind, { permission, where, scope }: Needs): string {
  switch (kind) {
    case 'installation':
      return `Set \`token:\` to a fine-grained token or one of a GitHub App with ${permission} ${where}: the token of a job can never have it.`;
    case 'fine-grained':
      return `Give the fine-grained token ${permission} ${where}.`;
    case 'classic':
      return `Give the classic token the scope ${scope}, or use a fine-grained one with ${permission} ${where}.`;
    case 'unknown':
      return `Give the token ${permission} ${where}.`;
  }
}
