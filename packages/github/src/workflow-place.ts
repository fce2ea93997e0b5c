/**
 * The repository whose workflows a gateway is about, and what its token lacks when GitHub refuses it: what a token of a
 * job needs stands in the workflow, what another one needs in its settings.
 */
import { repositoryOf, type Repository } from './api.ts';
import { tokenKindOf, type TokenKind } from './token-kind.ts';

export interface WorkflowPlace extends Repository {
  readonly token: TokenKind;
  /** Whether it is the repository that the job itself runs in: its own token reaches no other one. */
  readonly isOwn: boolean;
}

/** @param slug `owner/name`, checked before; @param own that of the job, undefined outside a job. */
export const workflowPlace = (slug: string, token: string, own: string | undefined): WorkflowPlace => ({
  ...repositoryOf(slug),
  token: tokenKindOf(token),
  isOwn: slug.toLowerCase() === own?.toLowerCase(),
});

export const nameOf = ({ owner, repo }: Repository): string => `${owner}/${repo}`;

/** A permission as `permissions:` of a job has it, and as the settings of a token show it. */
export type Right = 'actions: write' | 'actions: read' | 'contents: write' | 'contents: read';

/** What to do so that the token may do what takes this right: a sentence or two. */
export function adviceOn(right: Right, place: WorkflowPlace): string {
  const permission = `the repository permission \`${right.charAt(0).toUpperCase()}${right.slice(1)}\``;
  switch (place.token) {
    case 'installation':
      return place.isOwn
        ? `Give the job \`permissions: ${right}\`; a GitHub App needs ${permission}.`
        : `Set \`token\` to a fine-grained token or one of a GitHub App with ${permission} for ${nameOf(place)}: the token of a job reaches its own repository alone.`;
    case 'fine-grained':
      return `Give the fine-grained token ${permission} for ${nameOf(place)}.`;
    case 'classic':
      return `Give the classic token the scope \`repo\`, or better use a fine-grained one with ${permission}.`;
    case 'unknown':
      return `Give the job \`permissions: ${right}\`; another repository needs a \`token\` of its own, with ${permission}.`;
  }
}
