/** A lifecycle policy as ECR takes it: its JSON text read and checked, so that what is kept can be evaluated. Pure. */
import { notImplemented } from '../../service.ts';
import { invalidParameter } from '../errors.ts';

export interface LifecycleRule {
  /** The lowest comes first. */
  readonly priority: number;
  readonly tags: TagSelection;
  readonly limit: Limit;
}

export type TagSelection =
  | { readonly kind: 'any' }
  | { readonly kind: 'untagged' }
  /** An image is meant when each of these patterns fits one of its tags; `*` stands for any run of characters. */
  | { readonly kind: 'tagged'; readonly patterns: readonly string[] };

export type Limit =
  | { readonly kind: 'count'; readonly images: number }
  | { readonly kind: 'age'; readonly days: number; readonly since: 'pushed' | 'pulled' };

type Json = Readonly<Record<string, unknown>>;

const longest = 30_720;
const mostRules = 50;
/** In one pattern. */
const mostWildcards = 4;

/** By priority. @throws ServiceError InvalidParameterException that says what is wrong */
export function parsePolicy(text: string): readonly LifecycleRule[] {
  if (text.length > longest) throw invalid(`it is longer than ${longest} characters`);
  const { rules } = objectIn(parsed(text), 'the policy');
  if (!Array.isArray(rules) || rules.length === 0) throw invalid('`rules` is not a list of rules');
  if (rules.length > mostRules) throw invalid(`it has more than ${mostRules} rules`);
  const read = rules.map((rule: unknown, at) => readRule(rule, `rules[${at}]`));
  const ordered = read.toSorted((one, other) => one.priority - other.priority);
  requireOrder(ordered);
  return ordered;
}

const invalid = (clause: string): Error =>
  invalidParameter('LifecyclePolicyText', `Lifecycle policy validation failure: ${clause}`);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
}

function objectIn(value: unknown, where: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw invalid(`${where} is not an object`);
}

function readRule(value: unknown, where: string): LifecycleRule {
  const { rulePriority, selection, action } = objectIn(value, where);
  const chosen = objectIn(selection, `${where}.selection`);
  requireAction(objectIn(action, `${where}.action`), where);
  if (chosen.storageClass !== undefined && chosen.storageClass !== 'standard') {
    throw notImplemented('lifecycle rules about the storage class archive');
  }
  return {
    priority: positive(rulePriority, `${where}.rulePriority`),
    tags: readTags(chosen, `${where}.selection`),
    limit: readLimit(chosen, `${where}.selection`),
  };
}

function requireAction({ type }: Json, where: string): void {
  if (type === 'transition') throw notImplemented('lifecycle rules that move images into the archive');
  if (type !== 'expire') throw invalid(`\`${where}.action.type\` must be expire`);
}

function positive(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw invalid(`\`${where}\` must be a whole number above 0`);
}

function readTags({ tagStatus, tagPrefixList, tagPatternList }: Json, where: string): TagSelection {
  const isListed = tagPrefixList !== undefined || tagPatternList !== undefined;
  if (tagStatus === 'tagged') {
    if (tagPrefixList !== undefined && tagPatternList !== undefined) {
      throw invalid(`\`${where}\` may have tagPrefixList or tagPatternList, not both`);
    }
    const prefixes = texts(tagPrefixList, `${where}.tagPrefixList`).map((prefix) => `${prefix}*`);
    const patterns = [...prefixes, ...wildcards(texts(tagPatternList, `${where}.tagPatternList`), where)];
    if (patterns.length > 0) return { kind: 'tagged', patterns };
    throw invalid(`\`${where}\` must have tagPrefixList or tagPatternList for tagStatus tagged`);
  }
  if (tagStatus !== 'untagged' && tagStatus !== 'any') {
    throw invalid(`\`${where}.tagStatus\` must be tagged, untagged or any`);
  }
  if (isListed) throw invalid(`\`${where}\` may name tags only for tagStatus tagged`);
  return { kind: tagStatus };
}

function texts(value: unknown, where: string): readonly string[] {
  if (value === undefined) return [];
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
  if (!isTexts) throw invalid(`\`${where}\` is not a list of texts`);
  return value as readonly string[];
}

function wildcards(patterns: readonly string[], where: string): readonly string[] {
  const bold = patterns.find((pattern) => pattern.split('*').length - 1 > mostWildcards);
  if (bold === undefined) return patterns;
  throw invalid(`\`${where}.tagPatternList\` has ${bold}, and a pattern may have ${mostWildcards} wildcards`);
}

const ages: Readonly<Record<string, 'pushed' | 'pulled'>> = {
  sinceImagePushed: 'pushed',
  sinceImagePulled: 'pulled',
};

function readLimit({ countType, countUnit, countNumber }: Json, where: string): Limit {
  if (countType === 'sinceImageTransitioned') throw notImplemented('lifecycle rules about the archive');
  const number = positive(countNumber, `${where}.countNumber`);
  if (countType === 'imageCountMoreThan') {
    if (countUnit !== undefined)
      throw invalid(`\`${where}.countUnit\` has no meaning for imageCountMoreThan`);
    return { kind: 'count', images: number };
  }
  const since = ages[String(countType)];
  if (since === undefined) {
    throw invalid(`\`${where}.countType\` must be imageCountMoreThan, ${Object.keys(ages).join(' or ')}`);
  }
  if (countUnit !== 'days') throw invalid(`\`${where}.countUnit\` must be days for ${String(countType)}`);
  return { kind: 'age', days: number, since };
}

/** What holds between rules. */
function requireOrder(rules: readonly LifecycleRule[]): void {
  const twice = rules.find(({ priority }, at) => rules[at - 1]?.priority === priority);
  if (twice !== undefined) throw invalid(`two rules have the priority ${twice.priority}`);
  const kinds = rules.map(({ tags }) => tags.kind);
  if (kinds.filter((kind) => kind === 'untagged').length > 1)
    throw invalid('two rules are about untagged images');
  const any = kinds.indexOf('any');
  if (any >= 0 && any < rules.length - 1) {
    throw invalid('a rule with tagStatus any must have the highest rulePriority, and there can be only one');
  }
  const seen = rules.map(({ tags }) => (tags.kind === 'tagged' ? tags.patterns.toSorted().join('\n') : ''));
  if (seen.some((tags, at) => tags !== '' && seen.indexOf(tags) !== at)) {
    throw invalid('two rules are about the same tags');
  }
}
