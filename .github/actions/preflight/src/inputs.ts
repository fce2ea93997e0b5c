/** The inputs of preflight, each with its parser. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import { boolean, distinctLines, keyValue, text } from '@slipway/action-kit/parsers';
import type { contract } from './contract.ts';

export const inputs = {
  environment: optional(text),
  'requires-environment': required(boolean),
  variables: optional(distinctLines(keyValue, ([name]) => name)),
  token: required(boolean),
  workflows: optional(text),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
