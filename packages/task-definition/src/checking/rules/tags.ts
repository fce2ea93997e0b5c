/** Tags of a task definition. Source: "Tag restrictions" in the developer guide. */
import type { Rule } from '../finding.ts';
import { eachOf, repeated } from '../walk.ts';

const mostTags = 50;
const longestKey = 128;
const longestValue = 256;

/** In characters, as people count them. */
const lengthOf = (text: string): number => Array.from(text).length;

export const tagRules: readonly Rule[] = [
  {
    name: 'too-many-tags',
    breaks: 'registration',
    says: `There are more than ${String(mostTags)} tags.`,
    *find({ tags = [] }) {
      if (tags.length <= mostTags) return;
      yield {
        path: ['tags', mostTags],
        complaint: `a task definition has at most ${String(mostTags)} tags, and these are ${String(tags.length)}`,
      };
    },
  },
  {
    name: 'duplicate-tag',
    breaks: 'registration',
    says: 'Two tags have the same key.',
    *find({ tags }) {
      for (const { path } of repeated(eachOf(tags, 'tags'), ({ item }) => item.key))
        yield { path: [...path, 'key'], complaint: 'another tag has this key already' };
    },
  },
  {
    name: 'reserved-tag',
    breaks: 'registration',
    says: 'The key or the value of a tag begins with `aws:`.',
    *find({ tags }) {
      for (const { item, path } of eachOf(tags, 'tags'))
        for (const member of ['key', 'value'] as const)
          if (/^aws:/i.test(item[member] ?? ''))
            yield { path: [...path, member], complaint: 'only AWS itself may begin it with `aws:`' };
    },
  },
  {
    name: 'tag-length',
    breaks: 'registration',
    says: `The key of a tag is empty or has more than ${String(longestKey)} characters, or its value more than ${String(longestValue)}.`,
    *find({ tags }) {
      for (const { item, path } of eachOf(tags, 'tags')) {
        if (item.key !== undefined && (item.key === '' || lengthOf(item.key) > longestKey))
          yield { path: [...path, 'key'], complaint: `it may have 1 to ${String(longestKey)} characters` };
        if (lengthOf(item.value ?? '') > longestValue)
          yield {
            path: [...path, 'value'],
            complaint: `it may have up to ${String(longestValue)} characters`,
          };
      }
    },
  },
];
