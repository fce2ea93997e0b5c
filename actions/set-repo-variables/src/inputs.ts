/** The inputs of set-repo-variables: one parser each. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import { boolean, repositorySlug, secretText } from '@slipway/action-kit/parsers';
import { askedVariables } from './asked-variables.ts';
import type { contract } from './contract.ts';

export const inputs = {
  variables: required(askedVariables),
  repository: optional(repositorySlug),
  token: required(secretText),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
