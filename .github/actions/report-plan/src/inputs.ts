/** The inputs of report-plan: one parser each. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import { boolean, secretText, text } from '@slipway/action-kit/parsers';
import type { contract } from './contract.ts';

export const inputs = {
  report: required(text),
  environment: required(text),
  service: required(text),
  role: optional(text),
  destroy: required(boolean),
  comment: required(boolean),
  'github-token': optional(secretText),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
