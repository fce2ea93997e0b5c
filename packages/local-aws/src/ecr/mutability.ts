/**
 * Which tags of a repository may be moved: all or none, with up to five patterns for those that are the exception.
 */
import { matchesPattern } from '../patterns.ts';
import { invalidParameter } from './errors.ts';

export interface Mutability {
  readonly immutable: boolean;
  /** Patterns of the tags for which it is the other way round; `*` stands for any run of characters. */
  readonly exclusions: readonly string[];
}

/** As CreateRepository and PutImageTagMutability take it, and as DescribeRepositories tells it. */
export interface MutabilityMembers {
  readonly imageTagMutability?: string;
  readonly imageTagMutabilityExclusionFilters?: readonly ExclusionFilter[];
}

interface ExclusionFilter {
  readonly filterType: string;
  readonly filter: string;
}

const settings = ['MUTABLE', 'IMMUTABLE', 'MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION'];
const withExclusion = '_WITH_EXCLUSION';
const pattern = /^[0-9a-zA-Z._*-]{1,128}$/;
const most = 5;

export const isFixedTag = ({ immutable, exclusions }: Mutability, tag: string): boolean =>
  immutable !== exclusions.some((each) => matchesPattern(each, tag));

/** @throws ServiceError InvalidParameterException */
export function mutabilityOf(members: MutabilityMembers): Mutability {
  const { imageTagMutability: setting = 'MUTABLE', imageTagMutabilityExclusionFilters: filters = [] } =
    members;
  if (!settings.includes(setting)) {
    throw invalidParameter('imageTagMutability', `must be one of ${settings.join(', ')}`);
  }
  if (setting.endsWith(withExclusion) !== filters.length > 0) {
    throw invalidParameter(
      'imageTagMutabilityExclusionFilters',
      filters.length > 0 ? `has no meaning for ${setting}` : `must have at least one filter for ${setting}`,
    );
  }
  requireFilters(filters);
  return { immutable: setting.startsWith('IMMUTABLE'), exclusions: filters.map(({ filter }) => filter) };
}

function requireFilters(filters: readonly ExclusionFilter[]): void {
  const where = 'imageTagMutabilityExclusionFilters';
  if (filters.length > most) throw invalidParameter(where, `must have at most ${most} filters`);
  for (const { filterType, filter } of filters) {
    if (filterType !== 'WILDCARD') throw invalidParameter(`${where}.filterType`, 'must be WILDCARD');
    if (!pattern.test(filter)) throw invalidParameter(`${where}.filter`, `must satisfy ${pattern.source}`);
  }
}

export function toldMutability({ immutable, exclusions }: Mutability): object {
  const base = immutable ? 'IMMUTABLE' : 'MUTABLE';
  if (exclusions.length === 0) return { imageTagMutability: base };
  return {
    imageTagMutability: base + withExclusion,
    imageTagMutabilityExclusionFilters: exclusions.map((filter) => ({ filterType: 'WILDCARD', filter })),
  };
}
