/** One statement of an OpenVEX document: what it must say, whether it suppresses anything or not. */
import { nearest } from '@slipway/action-kit/nearest';
import type { Complain } from '@slipway/documents/checked';
import { isList, isObject, kindOf, type Json, type JsonObject, type Path } from '@slipway/documents/value';
import { quoted } from '@slipway/documents/words';
import { day } from '../policy/days.ts';
import type { FilePlace, VexStatement } from './suppression.ts';
import { productOf, type VexProduct } from './vex-product.ts';

/** A statement as it was made; what it says of a finding depends on the image. */
export interface VexClaim {
  /** Name and aliases of the vulnerability. */
  readonly ids: readonly string[];
  readonly products: readonly VexProduct[];
  /** Milliseconds since 1970: of what was said last, where several speak of the same. */
  readonly madeAt: number;
  /** Undefined for `affected` and `under_investigation`. */
  readonly suppressing: VexStatement | undefined;
}

/** What a statement has from its document. */
export interface Issued {
  readonly author: string;
  /** Milliseconds since 1970, as is `now`. */
  readonly issuedAt: number;
  readonly now: number;
  readonly place: FilePlace;
}

/** Between whoever wrote it and the runner. */
const clockDifference = day;

const statuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const;

const justifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
];

/** @returns undefined when it is complained about; paths start at the statement. */
export function claimOf(statement: Json, issued: Issued, complain: Complain): VexClaim | undefined {
  if (!isObject(statement)) {
    complain([], `a statement must be an object, but was ${kindOf(statement)}`);
    return undefined;
  }
  const status = wordOf(statement, 'status', statuses, complain);
  const ids = idsOf(statement.vulnerability, complain);
  const products = productsOf(statement.products, complain);
  const madeAt = madeAtOf(statement, issued.now, complain) ?? issued.issuedAt;
  const justification = justificationOf(statement, status, complain);
  if (status === undefined) return undefined;
  const suppresses = status === 'not_affected' || status === 'fixed';
  const words = textIn(statement, 'impact_statement') ?? textIn(statement, 'status_notes');
  const { author, place } = issued;
  const suppressing = suppresses ? { status, justification, statement: words, author, place } : undefined;
  return { ids, products, madeAt, suppressing };
}

function wordOf<const T extends string>(
  statement: JsonObject,
  name: string,
  words: readonly T[],
  complain: Complain,
): T | undefined {
  const value = statement[name];
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  if (value === undefined) complain([], `\`${name}\` is missing`);
  else if (typeof value !== 'string') complain([name], `\`${name}\` must be text, but was ${kindOf(value)}`);
  else {
    const meant = nearest(value, words);
    const instead = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
    complain([name], `\`${name}\` must be one of ${words.join(', ')}, but was ${quoted(value)}${instead}`);
  }
  return undefined;
}

/** Only `not_affected` needs a reason: a label of OpenVEX's own, or words. */
function justificationOf(
  statement: JsonObject,
  status: string | undefined,
  complain: Complain,
): string | undefined {
  if (status !== 'not_affected') return undefined;
  if (statement.justification !== undefined)
    return wordOf(statement, 'justification', justifications, complain);
  if (textIn(statement, 'impact_statement') === undefined)
    complain([], '`not_affected` needs a `justification` or an `impact_statement`');
  return undefined;
}

function idsOf(vulnerability: Json | undefined, complain: Complain): readonly string[] {
  if (!isObject(vulnerability)) {
    const what = vulnerability === undefined ? 'missing' : kindOf(vulnerability);
    complain(
      vulnerability === undefined ? [] : ['vulnerability'],
      `\`vulnerability\` must be an object with a \`name\`, but was ${what}`,
    );
    return [];
  }
  const { name, aliases = [] } = vulnerability;
  if (typeof name !== 'string' || name.trim() === '')
    complain(['vulnerability'], '`vulnerability.name` must be the id of a vulnerability');
  if (!isList(aliases) || aliases.some((alias) => typeof alias !== 'string' || alias.trim() === ''))
    complain(['vulnerability', 'aliases'], '`vulnerability.aliases` must be a list of ids');
  const all = [name, ...(isList(aliases) ? aliases : [])];
  return all.filter((id) => typeof id === 'string').map((id) => id.trim());
}

function productsOf(products: Json | undefined, complain: Complain): readonly VexProduct[] {
  if (!isList(products) || products.length === 0) {
    const what = products === undefined ? 'missing' : isList(products) ? 'empty' : kindOf(products);
    complain(
      products === undefined ? [] : ['products'],
      `\`products\` must be a list with a product at least, but was ${what}`,
    );
    return [];
  }
  return products.flatMap((product, index) => {
    const about = (part: Path, words: string): void => complain(['products', index, ...part], words);
    return productOf(product, about) ?? [];
  });
}

/** @returns undefined when it has none of its own. */
export function madeAtOf(object: JsonObject, now: number, complain: Complain): number | undefined {
  const moments = (['timestamp', 'last_updated'] as const).flatMap((name) => {
    const value = object[name];
    return value === undefined ? [] : [momentOf(value, name, now, complain)];
  });
  return moments.length === 0 ? undefined : Math.max(...moments);
}

/** RFC 3339. What comes from the future would win over all that is said until then. */
function momentOf(value: Json, name: string, now: number, complain: Complain): number {
  const isMoment =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(value);
  const moment = isMoment ? Date.parse(value) : Number.NaN;
  const what = typeof value === 'string' ? quoted(value) : kindOf(value);
  if (Number.isNaN(moment))
    complain([name], `\`${name}\` must be a moment such as \`2026-01-31T12:00:00Z\`, but was ${what}`);
  else if (moment > now + clockDifference)
    complain([name], `\`${name}\` must not be in the future, but was ${what}`);
  return moment;
}

function textIn(statement: JsonObject, name: string): string | undefined {
  const value = statement[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
