/**
 * The condition operators of IAM that the local cloud knows, each in the forms that IAM gives it: for one value,
 * …IfExists, ForAnyValue and ForAllValues. Pure.
 */
import {
  matches,
  type Compare,
  type Comparison,
  type Condition,
  type Keys,
  type Operator,
} from './policy.ts';

const equals: Compare = (asked, wanted) => asked === wanted;
const equalsInAnyCase: Compare = (asked, wanted) => asked.toLowerCase() === wanted.toLowerCase();
const like: Compare = (asked, wanted) => matches(wanted, asked);

/** Each of the six parts between colons for itself; what stands in the last one may have colons. */
const arnLike: Compare = (asked, wanted) => {
  const [askedParts, wantedParts] = [partsOf(asked), partsOf(wanted)];
  return wantedParts.every((part, at) => matches(part, askedParts[at] ?? ''));
};

const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
};

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: { compare: equals, isNot: false },
  StringNotEquals: { compare: equals, isNot: true },
  StringEqualsIgnoreCase: { compare: equalsInAnyCase, isNot: false },
  StringNotEqualsIgnoreCase: { compare: equalsInAnyCase, isNot: true },
  StringLike: { compare: like, isNot: false },
  StringNotLike: { compare: like, isNot: true },
  ArnEquals: { compare: arnLike, isNot: false },
  ArnNotEquals: { compare: arnLike, isNot: true },
  ArnLike: { compare: arnLike, isNot: false },
  ArnNotLike: { compare: arnLike, isNot: true },
  Bool: { compare: equalsInAnyCase, isNot: false },
};

export const operatorNames = [...Object.keys(comparisons), 'Null'];

/** @returns undefined for one that is not known */
export function operatorOf(name: string): Operator | undefined {
  const [, set, base = '', ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  if (name === 'Null') return { name, comparison: 'Null', set: undefined, ifExists: false };
  const comparison = Object.hasOwn(comparisons, base) ? comparisons[base] : undefined;
  if (comparison === undefined) return undefined;
  return { name, comparison, set: set as Operator['set'], ifExists: ifExists !== undefined };
}

export function holds({ operator, key, values }: Condition, keys: Keys): boolean {
  const asked = keys[key];
  const { comparison, set, ifExists } = operator;
  if (comparison === 'Null') return values.includes(String(asked === undefined));
  const { compare, isNot } = comparison;
  const fits = (value: string): boolean => values.some((wanted) => compare(value, wanted)) !== isNot;
  if (asked === undefined) return ifExists || (set === undefined ? isNot : set === 'ForAllValues');
  return set === 'ForAllValues' ? asked.every(fits) : asked.some(fits);
}
