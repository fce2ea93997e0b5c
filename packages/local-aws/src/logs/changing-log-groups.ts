/** Log groups: created, kept for so long, tagged, deleted. */
import { createResourceTags, tagsIn, type Tag } from '../resource-tags.ts';
import type { Operation } from '../service.ts';
import type { LogGroup, LogGroups } from './log-groups.ts';
import { groupName, invalid, textOf, type Input } from './log-input.ts';

export function changingLogGroups(groups: LogGroups): Readonly<Record<string, Operation>> {
  const tags = createResourceTags();
  const tagged = ({ resourceArn }: Input): string =>
    groups.group(groupName({ logGroupIdentifier: resourceArn })).arn;
  /** Either member names a group; results of queries, the other thing with a key, are not here. */
  const encrypted = ({ logGroupName, resourceIdentifier }: Input): LogGroup =>
    groups.group(groupName({ logGroupName, logGroupIdentifier: resourceIdentifier }));
  return {
    CreateLogGroup: (input) => {
      const group = groups.create(groupName(input), textOf(input.logGroupClass));
      group.kmsKeyId = keyIn(input);
      tags.put(group.arn, tagsIn(input.tags));
      return {};
    },
    DeleteLogGroup: (input) => {
      tags.forget(groups.group(groupName(input)).arn);
      groups.delete(groupName(input));
      return {};
    },
    PutRetentionPolicy: (input) => {
      const days = Number(input.retentionInDays);
      if (!retentions.has(days)) throw invalid(`Retention in days can not be ${days}.`);
      groups.group(groupName(input)).retentionInDays = days;
      return {};
    },
    AssociateKmsKey: (input) => {
      encrypted(input).kmsKeyId = keyIn(input);
      return {};
    },
    DisassociateKmsKey: (input) => {
      encrypted(input).kmsKeyId = undefined;
      return {};
    },
    DeleteRetentionPolicy: (input) => {
      groups.group(groupName(input)).retentionInDays = undefined;
      return {};
    },
    ListTagsForResource: (input) => ({ tags: asMap(tags.of(tagged(input))) }),
    TagResource: (input) => {
      tags.put(tagged(input), tagsIn(input.tags));
      return {};
    },
    UntagResource: (input) => {
      tags.remove(tagged(input), (input.tagKeys ?? []) as readonly string[]);
      return {};
    },
  };
}

/** @throws ServiceError for what is no ARN of a key; whether there is one is for KMS to know, which is not here */
function keyIn({ kmsKeyId }: Input): string | undefined {
  const key = textOf(kmsKeyId);
  if (key === undefined || /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/./.test(key)) return key;
  throw invalid(`The specified KMS key ${key} is not an ARN of a key.`);
}

/** CloudWatch Logs takes these and no others. */
const retentions: ReadonlySet<number> = new Set([
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
]);

const asMap = (tags: readonly Tag[]): Record<string, string> =>
  Object.fromEntries(tags.map(({ key, value }) => [key, value]));
