/** The tags of clusters, services and task definitions, by their ARNs. */
import type {
  ListTagsForResourceRequest,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import { findTaskDefinition } from './lookup.ts';
import type { EcsState } from './model.ts';

export const listTagsForResource = (state: EcsState, { resourceArn }: ListTagsForResourceRequest) => ({
  tags: [...taggedBy(state, resourceArn).tags],
});

export function tagResource(state: EcsState, { resourceArn, tags = [] }: TagResourceRequest): object {
  const tagged = taggedBy(state, resourceArn);
  tagged.tags = [
    ...without(
      tagged.tags,
      tags.map(({ key = '' }) => key),
    ),
    ...tags,
  ];
  return {};
}

export function untagResource(state: EcsState, { resourceArn, tagKeys = [] }: UntagResourceRequest): object {
  const tagged = taggedBy(state, resourceArn);
  tagged.tags = without(tagged.tags, tagKeys);
  return {};
}

const without = (tags: readonly Tag[], keys: readonly string[]): readonly Tag[] =>
  tags.filter(({ key = '' }) => !keys.includes(key));

function taggedBy(state: EcsState, arn = ''): { tags: readonly Tag[] } {
  const found =
    [...state.clusters.values()].find((each) => each.arn === arn) ??
    state.services.findLast((each) => each.arn === arn) ??
    findTaskDefinition(state, arn);
  if (found !== undefined) return found;
  throw new ServiceError('InvalidParameterException', 'The specified resource is not found.');
}
