/** The tags of alarms. */
import { capitalized, tagsIn } from '../resource-tags.ts';
import { ServiceError, type Operation } from '../service.ts';
import type { AlarmStore } from './alarms.ts';

type Input = Readonly<Record<string, unknown>>;

export function alarmTags(alarms: AlarmStore): Readonly<Record<string, Operation>> {
  const named = ({ ResourceARN }: Input): string => {
    const found = alarms.all().find(({ arn }) => arn === ResourceARN);
    if (found === undefined) {
      throw new ServiceError('ResourceNotFoundException', `${String(ResourceARN)} does not exist.`, 404);
    }
    return found.arn;
  };
  return {
    ListTagsForResource: (input) => ({ Tags: alarms.tags.of(named(input)).map(capitalized) }),
    TagResource: (input) => {
      alarms.tags.put(named(input), tagsIn(input.Tags));
      return {};
    },
    UntagResource: (input) => {
      alarms.tags.remove(named(input), (input.TagKeys ?? []) as readonly string[]);
      return {};
    },
  };
}
