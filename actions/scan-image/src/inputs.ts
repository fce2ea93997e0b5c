/** The inputs of scan-image, each with its parser. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import {
  accountId,
  boolean,
  ecrRepository,
  oneOf,
  region,
  secretText,
  text,
} from '@slipway/action-kit/parsers';
import type { contract } from './contract.ts';
import { imageReference } from './image-reference.ts';
import { policyKeys } from './policy/policy-keys.ts';

export const inputs = {
  repository: required(ecrRepository),
  digest: required(imageReference),
  'registry-id': optional(accountId),
  region: optional(region),
  mode: required(oneOf('gate', 'report')),
  'policy-file': optional(text),
  'fail-on': optional(policyKeys['fail-on'].parser),
  'fixable-only': optional(policyKeys['fixable-only'].parser),
  'new-only': optional(policyKeys['new-only'].parser),
  baseline: optional(policyKeys.baseline.parser),
  kev: optional(policyKeys.kev.parser),
  'epss-above': optional(policyKeys['epss-above'].parser),
  'max-age': optional(policyKeys['max-age'].parser),
  packages: optional(policyKeys.packages.parser),
  paths: optional(policyKeys.paths.parser),
  'ignore-file': optional(policyKeys['ignore-file'].parser),
  'ignore-max-age': optional(policyKeys['ignore-max-age'].parser),
  'vex-file': optional(policyKeys['vex-file'].parser),
  'kev-file': optional(policyKeys['kev-file'].parser),
  'epss-file': optional(policyKeys['epss-file'].parser),
  'on-unscannable': optional(policyKeys['on-unscannable'].parser),
  'on-timed-out': optional(policyKeys['on-timed-out'].parser),
  'on-not-configured': optional(policyKeys['on-not-configured'].parser),
  timeout: optional(policyKeys.timeout.parser),
  'sarif-file': optional(text),
  'report-file': optional(text),
  comment: required(boolean),
  'github-token': optional(secretText),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
