/** Where Actions variables can be: the paths of each place, how it is called in a sentence, and what a token needs there. */
import type { Repository } from './api.ts';
import { adviceFor, type Needs, type TokenKind } from './token-kind.ts';

export type VariablesPlace =
  | ({ readonly kind: 'repository' } & Repository)
  | ({ readonly kind: 'environment'; readonly environment: string } & Repository)
  | { readonly kind: 'organization'; readonly org: string };

/** Which repositories see a variable of an organization; GitHub's own words. */
export type Visibility = 'all' | 'private' | 'selected';

interface PathTemplate {
  readonly path: `/${string}`;
  /** Fill the template. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Of all variables there; one has its name behind a slash. */
export function pathOf(place: VariablesPlace): PathTemplate {
  switch (place.kind) {
    case 'repository': {
      const { owner, repo } = place;
      return { path: '/repos/{owner}/{repo}/actions/variables', parameters: { owner, repo } };
    }
    case 'environment': {
      const { owner, repo, environment } = place;
      return {
        path: '/repos/{owner}/{repo}/environments/{environment_name}/variables',
        parameters: { owner, repo, environment_name: environment },
      };
    }
    case 'organization':
      return { path: '/orgs/{org}/actions/variables', parameters: { org: place.org } };
  }
}

/** "team/web", "environment production of team/web", "organization team". */
export function placeName(place: VariablesPlace): string {
  switch (place.kind) {
    case 'repository':
      return `${place.owner}/${place.repo}`;
    case 'environment':
      return `environment ${place.environment} of ${place.owner}/${place.repo}`;
    case 'organization':
      return `organization ${place.org}`;
  }
}

export const aboutAll = (place: VariablesPlace): string => `the variables of ${placeName(place)}`;

export const aboutOne = (place: VariablesPlace, name: string): string =>
  `the variable ${name} of ${placeName(place)}`;

const needs: Readonly<Record<VariablesPlace['kind'], Needs>> = {
  repository: {
    permission: 'the repository permission `Variables: write`',
    where: 'for this repository',
    scope: '`repo`',
  },
  environment: {
    permission: 'the repository permissions `Variables: write` and `Environments: write`',
    where: 'for this repository',
    scope: '`repo`',
  },
  organization: {
    permission: 'the organization permission `Variables: write`',
    where: 'in this organization',
    scope: '`admin:org`',
  },
};

/** What to do so that a token of this kind may read and write variables there. */
export const adviceAt = ({ kind }: VariablesPlace, token: TokenKind): string => adviceFor(token, needs[kind]);
