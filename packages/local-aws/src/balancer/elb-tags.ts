/** The tags of load balancers, target groups, listeners and rules. */
import { createResourceTags, capitalized, tagsIn, type ResourceTags } from '../resource-tags.ts';
import type { Operation } from '../service.ts';

type Input = Readonly<Record<string, unknown>>;

export interface ElbTags extends Pick<ResourceTags, 'forget'> {
  /** What the request that makes it says. */
  putAsked(arn: string, request: Input): void;
  readonly operations: Readonly<Record<string, Operation>>;
}

export function createElbTags(): ElbTags {
  const tags = createResourceTags();
  const each = (input: Input, change: (arn: string) => void): object => {
    for (const arn of listOf(input.ResourceArns)) change(arn);
    return {};
  };
  return {
    forget: (arn) => tags.forget(arn),
    putAsked: (arn, { Tags }) => tags.put(arn, tagsIn(Tags)),
    operations: {
      AddTags: (input) => each(input, (arn) => tags.put(arn, tagsIn(input.Tags))),
      RemoveTags: (input) => each(input, (arn) => tags.remove(arn, listOf(input.TagKeys))),
      DescribeTags: (input) => ({
        TagDescriptions: listOf(input.ResourceArns).map((arn) => ({
          ResourceArn: arn,
          Tags: tags.of(arn).map(capitalized),
        })),
      }),
    },
  };
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
