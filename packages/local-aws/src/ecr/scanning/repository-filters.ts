/**
 * Which repositories a filter of the registry's scanning configuration is about. One without a wildcard is about every
 * name that contains it, which is how ECR's User Guide has it ("Filter wildcards").
 */
import { matchesPattern } from '../../patterns.ts';

/** What the pattern of ScanningRepositoryFilter comes to; at most 255 characters, and by the User Guide four wildcards. */
const form = /^[a-z0-9*]+(?:[._\-/][a-z0-9*]+)*$/;
const mostCharacters = 255;
const mostWildcards = 4;

export const covers = (filter: string, repository: string): boolean =>
  filter.includes('*') ? matchesPattern(filter, repository) : repository.includes(filter);

/** @returns what it must be and is not; undefined when nothing is wrong */
export function wrongWith(filter: string): string | undefined {
  if (filter.length > mostCharacters) return `must have at most ${mostCharacters} characters`;
  if (filter.split('*').length - 1 > mostWildcards) return `must have at most ${mostWildcards} wildcards`;
  return form.test(filter) ? undefined : `must satisfy ${form.source}`;
}
