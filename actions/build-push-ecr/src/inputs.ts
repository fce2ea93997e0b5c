/** The inputs of build-push-ecr: one parser each. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import {
  accountId,
  boolean,
  ecrRepository,
  lines,
  oneOf,
  region,
  text,
  type Parser,
} from '@slipway/action-kit/parsers';
import type { contract } from './contract.ts';

const layout: Parser<string> = { expects: 'an OCI layout folder, as `path` or `path:name`', read: text.read };
const tag: Parser<string> = { expects: 'a tag such as `v1` or `{sha}`', read: text.read };

export const inputs = {
  repository: required(ecrRepository),
  'registry-id': optional(accountId),
  region: optional(region),
  'oci-layout': required(layout),
  tags: required(lines(tag)),
  'if-tag-exists': required(oneOf('reuse', 'fail', 'overwrite')),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
