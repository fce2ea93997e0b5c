/** The inputs of build-push-ecr: one parser each. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import {
  accountId,
  boolean,
  ecrRepository,
  lines,
  matching,
  oneOf,
  region,
  text,
  type Parser,
} from '@slipway/action-kit/parsers';
import {
  addHost,
  buildArg,
  buildContext,
  label,
  platform,
  provenance,
  sbom,
  secret,
  ssh,
} from '@slipway/docker/build-inputs';
import type { contract } from './contract.ts';
import { promotionSource } from './promotion.ts';

const layout: Parser<string> = {
  expects: 'an OCI layout, a folder or a tar file, as `path` or `path:name`',
  read: text.read,
};
const tag: Parser<string> = { expects: 'a tag such as `v1` or `{sha}`', read: text.read };
const stage = matching(/^[a-z0-9][a-z0-9._-]*$/i, 'the name of a stage of the Dockerfile');

export const inputs = {
  repository: required(ecrRepository),
  'registry-id': optional(accountId),
  region: optional(region),
  context: optional(text),
  file: optional(text),
  target: optional(stage),
  platforms: optional(lines(platform)),
  'build-args': optional(lines(buildArg)),
  secrets: optional(lines(secret)),
  ssh: optional(lines(ssh)),
  labels: optional(lines(label)),
  'build-contexts': optional(lines(buildContext)),
  'add-hosts': optional(lines(addHost)),
  'no-cache': required(boolean),
  pull: required(boolean),
  cache: required(oneOf('none', 'gha', 'registry')),
  'cache-repository': optional(ecrRepository),
  provenance: required(provenance),
  sbom: required(sbom),
  'oci-layout': optional(layout),
  'promote-from': optional(promotionSource),
  tags: required(lines(tag)),
  'if-tag-exists': required(oneOf('reuse', 'fail', 'overwrite')),
  'create-repository': required(boolean),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
