/** Where the variables are, from the inputs and the job: what belongs to another scope is refused, not ignored. */
import { targetRepository, type Job } from '@slipway/action-kit/environment';
import { setupFailure } from '@slipway/action-kit/failures';
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Inputs } from '../inputs.ts';

export type Visibility = NonNullable<Inputs['visibility']>;

export interface AskedAccess {
  readonly visibility: Visibility;
  /** `owner/name`; with `selected` alone. */
  readonly repositories: readonly string[];
  /** Asked for, so that what exists is brought in line as well. */
  readonly isExplicit: boolean;
}

/** `repository` is `owner/name`. */
export type Target =
  | { readonly scope: 'repository'; readonly repository: string }
  | {
      readonly scope: 'environment';
      readonly repository: string;
      readonly environment: string;
      /** Whether it may be made. */
      readonly create: boolean;
    }
  | { readonly scope: 'organization'; readonly organization: string; readonly access: AskedAccess };

type Here = Pick<Job, 'repository' | 'repositoryOwner'>;

/** What does not fit together, a sentence part each; empty when all does. */
export const targetProblems = (given: Inputs, job: Here): readonly string[] => [
  ...foreign(given),
  ...lacking(given),
  ...strangers(given, job),
];

/** @throws Failure of kind input for inputs that don't fit together, of kind setup when the job does not say enough. */
export function targetOf(given: Inputs, job: Here): Target {
  const problems = targetProblems(given, job);
  if (problems.length > 0) throw wrongInputs(problems);
  const { scope, environment = '', createEnvironment: create } = given;
  if (scope === 'organization')
    return { scope, organization: organizationOf(given, job), access: accessOf(given) };
  const repository = targetRepository(given, job);
  return scope === 'repository' ? { scope, repository } : { scope, repository, environment, create };
}

type ScopeInput =
  | 'repository'
  | 'environment'
  | 'create-environment'
  | 'organization'
  | 'visibility'
  | 'selected-repositories';

const belongsTo: Readonly<Record<ScopeInput, readonly Inputs['scope'][]>> = {
  repository: ['repository', 'environment'],
  environment: ['environment'],
  'create-environment': ['environment'],
  organization: ['organization'],
  visibility: ['organization'],
  'selected-repositories': ['organization'],
};

function foreign(given: Inputs): readonly string[] {
  const isSet: Readonly<Record<ScopeInput, boolean>> = {
    repository: given.repository !== undefined,
    environment: given.environment !== undefined,
    'create-environment': given.createEnvironment,
    organization: given.organization !== undefined,
    visibility: given.visibility !== undefined,
    'selected-repositories': given.selectedRepositories !== undefined,
  };
  return Object.entries(belongsTo).flatMap(([name, scopes]) =>
    isSet[name as ScopeInput] && !scopes.includes(given.scope)
      ? [`\`${name}\` belongs to the scope ${scopes.join(' or ')}, and \`scope\` is \`${given.scope}\``]
      : [],
  );
}

function lacking({ scope, environment, visibility, selectedRepositories = [] }: Inputs): readonly string[] {
  if (scope === 'environment' && environment === undefined)
    return ['`environment` must be set with `scope: environment`'];
  if (scope !== 'organization') return [];
  if (visibility === 'selected' && selectedRepositories.length === 0)
    return ['`selected-repositories` must name at least one with `visibility: selected`'];
  if (visibility !== 'selected' && selectedRepositories.length > 0)
    return ['`selected-repositories` needs `visibility: selected`'];
  return [];
}

const accessOf = ({ visibility, selectedRepositories = [] }: Inputs): AskedAccess => ({
  visibility: visibility ?? 'private',
  repositories: selectedRepositories,
  isExplicit: visibility !== undefined,
});

function strangers({ scope, selectedRepositories = [], ...given }: Inputs, job: Here): readonly string[] {
  const organization = knownOrganization(given, job);
  if (scope !== 'organization' || organization === undefined) return [];
  return selectedRepositories
    .filter((slug) => !slug.toLowerCase().startsWith(`${organization.toLowerCase()}/`))
    .map((slug) => `\`selected-repositories\` names \`${slug}\`, which is not of ${organization}`);
}

const knownOrganization = (
  { organization }: Pick<Inputs, 'organization'>,
  { repositoryOwner, repository }: Here,
): string | undefined => organization ?? repositoryOwner ?? repository?.split('/')[0];

function organizationOf(given: Inputs, job: Here): string {
  const name = knownOrganization(given, job);
  if (name !== undefined) return name;
  throw setupFailure({
    code: 'organization-missing',
    what: 'No organization is known',
    why: 'neither the input `organization` nor GITHUB_REPOSITORY_OWNER is set',
    hint: 'Set `organization:` to its name.',
  });
}

/** "team/web", "environment production of team/web", "organization team". */
export function targetName(target: Target): string {
  switch (target.scope) {
    case 'repository':
      return target.repository;
    case 'environment':
      return `environment ${target.environment} of ${target.repository}`;
    case 'organization':
      return `organization ${target.organization}`;
  }
}
