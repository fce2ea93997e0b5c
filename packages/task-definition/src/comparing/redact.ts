/**
 * Differences as they may be shown. What a team writes freely can hold a secret under any name (`DB_PASS`, a URL, an
 * argument of a command), so it is never shown, whatever it is called and whatever it looks like: only that it came,
 * went or changed.
 */
import type { Difference } from './compare.ts';
import { isList, isObject, type Json } from '../document.ts';
import { requestStructure, structures } from '../register-members.ts';
import { membersOf } from '../schema.ts';

export const hidden = '(hidden)';

/**
 * Members whose content is the team's own. Command lines carry passwords and tokens as arguments; labels carry the
 * credentials of the agents that read them; options of a volume's driver carry those of its mount.
 */
const free: ReadonlySet<string> = new Set([
  'environment',
  'command',
  'entryPoint',
  'dockerLabels',
  'labels',
  'driverOpts',
  'options',
  'tags',
]);

const allMembers: ReadonlySet<string> = new Set(Object.values(structures).flatMap(Object.keys));

/** Options of log drivers that AWS itself defines and that name places and sizes; `splunk-token` is none. */
const openOption =
  /^containerDefinitions\.logConfiguration\.options\.(?:awslogs-[a-z-]+|mode|max-buffer-size)$/;

/** URLs with a password, PEM blocks, and the tokens of well-known services: nowhere, not even where nobody expects one. */
const secretLooks = [
  /:\/\/[^\s/:@]*:[^\s/@]+@/,
  /-----BEGIN /,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\b(?:gh[pousr]_|github_pat_|xox[abpr]-|sk_live_|sk-|glpat-|npm_)\w{10,}/,
  /\beyJ[\w-]{10,}\.[\w-]+\./,
  /(?:password|passwd|secret|token|api[_-]?key)\s*[=:]\s*\S/i,
];

/** Whether a text has the look of a secret, wherever it stands. An ARN says where a secret is, not what it is. */
export const looksSecret = (text: string): boolean =>
  !/^arn:[\w:/.+-]+$/.test(text) && secretLooks.some((looks) => looks.test(text));

/** The same differences with hidden values; null stays null, so that what came and went can still be told. */
export function redacted(differences: readonly Difference[]): readonly Difference[] {
  return differences.map(({ path, before, after }) => ({
    path,
    before: hide(path, before),
    after: hide(path, after),
  }));
}

/** What happened to a value that is hidden; undefined for a difference that is shown. */
export function hiddenChange({ before, after }: Difference): 'added' | 'changed' | 'removed' | undefined {
  if (before !== hidden && after !== hidden) return undefined;
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

function hide(path: string, value: Json): Json {
  if (value === null) return null;
  if (isFree(path) || isUnknown(path) || holdsFree(value)) return hidden;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return looksSecret(shown) ? hidden : value;
}

/** The name of a container or a volume is no member, although it stands in the path like one. */
function isFree(path: string): boolean {
  const members = path.replace(/^(containerDefinitions|volumes)\.[^.]+/, '$1');
  return !openOption.test(members) && members.split('.').some((member) => free.has(member));
}

/** Of a member that ECS does not know nobody knows what it holds: `enviroment` is `environment` in all but its name. */
const isUnknown = (path: string): boolean => !isKnown(requestStructure, path.split('.'));

function isKnown(structure: string, [member = '', ...rest]: readonly string[]): boolean {
  const type = membersOf(structure)?.get(member);
  if (type === undefined) return false;
  if (rest.length === 0 || type.holds === 'map') return true;
  if (type.holds === 'one') return isKnown(type.item, rest);
  // Containers and volumes have no dots in their names; hosts and settings of the kernel do.
  const longest = member === 'containerDefinitions' || member === 'volumes' ? 1 : rest.length;
  return rest
    .slice(0, longest)
    .some((_, at) => at + 1 === rest.length || isKnown(type.item, rest.slice(at + 1)));
}

/** A list that could not be compared by name is one value, with all that its items hold. */
function holdsFree(value: Json): boolean {
  if (isList(value)) return value.some(holdsFree);
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([member, part]) => free.has(member) || !allMembers.has(member) || holdsFree(part ?? null),
  );
}
