/** The inputs of set-repo-variables: one parser each. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import {
  boolean,
  distinctLines,
  matching,
  oneOf,
  repositorySlug,
  secretText,
  text,
} from '@slipway/action-kit/parsers';
import type { contract } from './contract.ts';
import { terraformMap } from './asking/terraform-map.ts';

const login = matching(/^[A-Za-z0-9][A-Za-z0-9-]*$/, 'the name of an organization such as `octo-org`');

const environmentName = matching(
  /^(?![.]{1,2}$)[^\p{Cc}]{1,255}$/u,
  'the name of an environment such as `production`, on one line and of at most 255 characters',
);

const prefix = matching(
  /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i,
  'what names of variables begin with, such as `WEB_`: letters, digits and underscores',
);

export const inputs = {
  file: optional(text),
  'terraform-outputs': optional(text),
  'terraform-map': optional(terraformMap),
  // Read later, by what never quotes a value: one may be a secret that is here by mistake.
  variables: optional(text),
  scope: required(oneOf('repository', 'environment', 'organization')),
  repository: optional(repositorySlug),
  environment: optional(environmentName),
  'create-environment': required(boolean),
  organization: optional(login),
  visibility: optional(oneOf('all', 'private', 'selected')),
  'selected-repositories': optional(distinctLines(repositorySlug, (slug) => slug.toLowerCase())),
  'prune-prefix': optional(prefix),
  token: required(secretText),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
