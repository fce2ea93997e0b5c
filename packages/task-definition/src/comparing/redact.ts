/**
 * Differences as they may be shown. What a team writes freely can hold a secret under any name (`DB_PASS`, a URL, an
 * argument of a command), so it is never shown, whatever it is called and whatever it looks like: only that it came,
 * went or changed.
 */
import { isList, isObject, type Json } from '@slipway/documents/value';
import { pathOf, type Difference } from './compare.ts';
import { namedBy, valuedBy } from '../item-names.ts';
import { requestStructure } from '../register-members.ts';
import { membersOf, valuesOf, type MemberType } from '../schema.ts';

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

/** Members that say where a secret is. By mistake it stands there itself, and a bare name can't be told from one. */
const whereSecretsAre: ReadonlySet<string> = new Set(['secrets', 'secretOptions', 'credentialsParameter']);

const secretLocation =
  /^(?:arn:aws[a-z-]*:(?:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@:-]+|ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+)|\/[\w./-]+)$/;

/** Options of log drivers that AWS itself defines and that name places and sizes; `splunk-token` is none. */
const openOption =
  /^containerDefinitions\.logConfiguration\.options\.(?:awslogs-[a-z-]+|mode|max-buffer-size)$/;

/** URLs with a password, PEM blocks, and the tokens of well-known services: nowhere, not even where nobody expects one. */
const secretLooks = [
  /:\/\/[^\s/:@]*:[^\s/@]+@/,
  /-----BEGIN /,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\b(?:gh[pousr]_|github_pat_|xox[abpr]-|sk_live_|sk-|glpat-|npm_)\w{10,}/,
  // No header of a token is longer; in a text of many beginnings each would be looked through to its end.
  /\beyJ[\w-]{10,2000}\.[\w-]+\./,
  /(?:password|passwd|secret|token|api[_-]?key)\s*[=:]\s*\S/i,
];

/** Whether a text has the look of a secret, wherever it stands. An ARN says where a secret is, not what it is. */
export const looksSecret = (text: string): boolean =>
  !/^arn:[\w:/.+-]+$/.test(text) && secretLooks.some((looks) => looks.test(text));

/** A difference as it may be told. */
export interface ShownDifference {
  /** Dotted: `containerDefinitions.web.environment.DEBUG`. */
  readonly path: string;
  /** null when it is not there. */
  readonly before: Json;
  readonly after: Json;
}

/** Hidden where they have to be; null stays null, so that what came and went can still be told. */
export function redacted(differences: readonly Difference[]): readonly ShownDifference[] {
  return differences.map((difference) => ({
    path: shownPath(difference),
    before: hide(difference.steps, difference.before),
    after: hide(difference.steps, difference.after),
  }));
}

/**
 * A name up to where it is no member's any more: where a quote is missing in YAML, a value becomes a part of the name
 * before it.
 */
export const plainPart = (name: string): string => name.replace(/["'\s=:].*$/s, '…');

function shownPath(difference: Difference): string {
  const path = pathOf(difference);
  const plain = plainPart(path);
  if (plain === path) return path;
  const { steps, before, after } = difference;
  const isMember = [before, after].every(
    (value) => value === null || isTaken(value, requestStructure, steps),
  );
  return isMember ? path : plain;
}

function hide(steps: readonly string[], value: Json): Json {
  if (value === null) return null;
  const members = membersOn(requestStructure, steps);
  if (isFree(members) || !isTaken(value, requestStructure, steps) || holdsFree(value)) return hidden;
  if (members.some((member) => whereSecretsAre.has(member)))
    return typeof value === 'string' && secretLocation.test(value) ? value : hidden;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return looksSecret(shown) ? hidden : value;
}

/** Those of the steps that are members; the others are names of items. */
function membersOn(structure: string, [member, ...rest]: readonly string[]): readonly string[] {
  if (member === undefined) return [];
  const type = membersOf(structure)?.get(member);
  if (type === undefined) return [member, ...rest];
  return [member, ...membersOn(type.item, type.holds === 'list' ? rest.slice(1) : rest)];
}

const isFree = (members: readonly string[]): boolean =>
  !openOption.test(members.join('.')) && members.some((member) => free.has(member));

/**
 * Whether ECS knows the member and takes a value of this type there. Of any other nobody knows what it holds:
 * `enviroment` is `environment` in all but its name, and text instead of an object may be anything.
 */
function isTaken(value: Json, structure: string, [member = '', ...rest]: readonly string[]): boolean {
  const type = membersOf(structure)?.get(member);
  if (type === undefined) return false;
  if (rest.length === 0) return isOfMember(value, type);
  if (type.holds === 'one') return isTaken(value, type.item, rest);
  if (type.holds === 'map') return isOf(value, type.item);
  // Items without names are compared as one value: nothing that ECS takes stands behind their list.
  if (namedBy[member] === undefined) return false;
  const inside = rest.slice(1);
  if (inside.length > 0) return isTaken(value, type.item, inside);
  // An item of which only the text is left that its name stands for is compared as that text.
  return (typeof value === 'string' && valuedBy[member] !== undefined) || isOf(value, type.item);
}

function isOfMember(value: Json, { holds, item }: MemberType): boolean {
  if (holds === 'one') return isOf(value, item);
  if (holds === 'list') return isList(value) && value.every((part) => isOf(part, item));
  return isObject(value) && Object.values(value).every((part) => isOf(part ?? null, item));
}

function isOf(value: Json, item: string): boolean {
  const members = membersOf(item);
  if (members === undefined) {
    if (item === 'number' || item === 'boolean') return typeof value === item;
    return typeof value === 'string' && valuesOf(item)?.includes(value) !== false;
  }
  return (
    isObject(value) && Object.entries(value).every(([member, part]) => isPart(part, members.get(member)))
  );
}

const isPart = (part: Json | undefined, type: MemberType | undefined): boolean =>
  type !== undefined && isOfMember(part ?? null, type);

/** A list that could not be compared by name is one value, with all that its items hold. */
function holdsFree(value: Json): boolean {
  if (isList(value)) return value.some(holdsFree);
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([member, part]) => free.has(member) || whereSecretsAre.has(member) || holdsFree(part ?? null),
  );
}
