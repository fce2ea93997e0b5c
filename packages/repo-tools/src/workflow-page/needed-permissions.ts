/**
 * The permissions that a caller has to give: the highest level of each scope that a job asks for, those of called
 * workflows included. GitHub refuses to start a run that gives less, and says nothing of which.
 */
import type { PlacedJob } from './all-jobs.ts';

export interface NeededPermission {
  readonly scope: string;
  readonly level: string;
  /** What it is for, and which jobs say so. */
  readonly reasons: readonly { readonly reason: string; readonly jobs: readonly string[] }[];
}

const levels = ['none', 'read', 'write'];

/** In the order of the alphabet. */
export function neededPermissions(jobs: readonly PlacedJob[]): readonly NeededPermission[] {
  const given = jobs.flatMap(({ path, job }) =>
    job.permissions.map((permission) => ({ path, ...permission })),
  );
  const scopes = [...new Set(given.map(({ scope }) => scope))].sort();
  return scopes.map((scope) => {
    const here = given.filter((each) => each.scope === scope);
    const reasons = [...new Set(here.map(({ reason }) => reason))];
    return {
      scope,
      level: here.map(({ level }) => level).reduce(higher, 'none'),
      reasons: reasons.map((reason) => ({
        reason,
        jobs: here.filter((each) => each.reason === reason).map(({ path }) => path),
      })),
    };
  });
}

const higher = (one: string, other: string): string =>
  levels.indexOf(other) > levels.indexOf(one) ? other : one;

/** As a caller writes it, with one comment behind each: reasons that begin alike are one. */
export const permissionLines = (permissions: readonly NeededPermission[]): readonly string[] =>
  permissions.map(
    ({ scope, level, reasons }) => `${scope}: ${level} # ${inShort(reasons.map(({ reason }) => reason))}`,
  );

const opening = /^(to (?:assume|check out)) ([^,;]+)/;

function inShort(reasons: readonly string[]): string {
  const parts = reasons.map((reason) => opening.exec(reason) ?? [reason, reason, '']);
  const verbs = [...new Set(parts.map(([, verb = '']) => verb))];
  return verbs
    .map((verb) => {
      const objects = parts.filter(([, each]) => each === verb).map(([, , object = '']) => object);
      return `${verb} ${enumerated([...new Set(objects.filter((object) => object !== ''))])}`.trim();
    })
    .join('; ');
}

export const enumerated = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
