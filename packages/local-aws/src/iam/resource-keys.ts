/**
 * The tags of the resources that a call is about, for conditions that look at them: what the service itself tells of
 * them. A resource that is not there, or has no tags of its own, has none.
 */
import { tagsIn } from '../resource-tags.ts';
import type { CallContext, Service } from '../service.ts';
import type { Request } from './policy.ts';
import { iamPrefix } from './rights.ts';

export interface TaggedCall {
  readonly service: Pick<Service, 'id' | 'operations'>;
  readonly context: CallContext;
}

/** @returns the rights, each with the tags of its resource */
export function withResourceTags(rights: readonly Request[], call: TaggedCall): readonly Request[] {
  const prefix = iamPrefix[call.service.id];
  return rights.map((right) => {
    if (!right.action.startsWith(`${prefix}:`) || right.resource === '*') return right;
    const entries = tagsIn(toldOf(right.resource, call)).flatMap(({ key, value }) =>
      ['aws', prefix].map((service) => [`${service}:resourcetag/${key.toLowerCase()}`, [value]] as const),
    );
    return { ...right, keys: { ...Object.fromEntries(entries), ...right.keys } };
  });
}

/** What the service answers when somebody asks it for the tags. */
function toldOf(resource: string, { service: { operations }, context }: TaggedCall): unknown {
  const arn = resource.replace(/:log-stream:.*$/, '');
  const run = operations.ListTagsForResource ?? operations.DescribeTags;
  try {
    const answer = run?.({ resourceArn: arn, ResourceARN: arn, ResourceArns: [arn] }, context);
    const { tags, Tags, TagDescriptions } = (answer ?? {}) as Readonly<Record<string, unknown>>;
    const [described] = (TagDescriptions ?? []) as readonly { readonly Tags: unknown }[];
    return tags ?? Tags ?? described?.Tags;
  } catch {
    return undefined;
  }
}
