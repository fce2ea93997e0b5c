/** One ECR repository as its answers describe it: where it is, and which of its tags can't be moved. */
import type { Repository } from '@aws-sdk/client-ecr';

export interface EcrRepository {
  readonly name: string;
  readonly arn: string;
  /** `host/name`, without a scheme. */
  readonly uri: string;
  readonly registryHost: string;
  /** Whether the tag can never be moved once it is put. */
  readonly isImmutable: (tag: string) => boolean;
}

/** `*` is any number of characters; everything else is itself. */
function matches(pattern: string, tag: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(tag);
}

/** @param name as it was asked for, where the answer has none. */
export function repositoryOf(name: string, found: Repository): EcrRepository {
  const uri = found.repositoryUri ?? '';
  const immutable = found.imageTagMutability?.startsWith('IMMUTABLE') === true;
  // Wildcard patterns of tags for which the contrary holds.
  const except = (found.imageTagMutabilityExclusionFilters ?? []).flatMap(({ filter }) => filter ?? []);
  return {
    name,
    arn: found.repositoryArn ?? '',
    uri,
    registryHost: uri.slice(0, uri.indexOf('/')),
    isImmutable: (tag) => (except.some((pattern) => matches(pattern, tag)) ? !immutable : immutable),
  };
}
