/** GitHub's rules for names of variables, checked before any call, and ours for those that other actions own. */
import { quoted } from '@slipway/documents/words';
import { placeOf, type Source, type SourceName, type WrittenVariable } from './source.ts';

/** What dispatch-workflow remembers by: its claims of `only-once`. */
export const isReserved = (name: string): boolean => /^SLIPWAY_(?:ONCE|TAKEOVER)_/i.test(name);

const longestName = 255;

/** All that is wrong, a sentence part each; empty when nothing is. */
export function nameProblems({ name: source, variables }: Source): readonly string[] {
  return [...variables.flatMap((each) => problemOf(each, source)), ...duplicates(variables, source)];
}

function problemOf({ name, place }: WrittenVariable, source: SourceName): readonly string[] {
  const subject = `the name ${quoted(name)} in ${placeOf(source, { place })}`;
  const rename = source === 'terraform-outputs' ? ': rename it in `terraform-map`' : '';
  if (!/^[A-Za-z0-9_]+$/.test(name))
    return [`${subject} may hold only letters, digits and underscores${rename}`];
  if (/^\d/.test(name)) return [`${subject} may not start with a digit${rename}`];
  if (/^GITHUB_/i.test(name))
    return [`${subject} may not start with GITHUB_, which is GitHub's own${rename}`];
  if (isReserved(name))
    return [`${subject} belongs to dispatch-workflow, which remembers by it what it started`];
  if (name.length > longestName)
    return [`${subject} has ${String(name.length)} characters, and GitHub takes ${String(longestName)}`];
  return [];
}

function duplicates(variables: readonly WrittenVariable[], source: SourceName): readonly string[] {
  return [...Map.groupBy(variables, ({ name }) => name.toUpperCase()).values()]
    .filter((same) => same.length > 1)
    .map(
      (same) =>
        `${same.map(({ name }) => quoted(name)).join(' and ')} in ${placeOf(source, same.at(-1))} are the same variable, because GitHub does not tell upper from lower case`,
    );
}
