/**
 * Takes parts out of a document. A path that is not there is refused with the names beside it: a typing error would
 * leave in what was to go, and nobody would know.
 */
import { inputFailure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { nearest } from '@slipway/action-kit/nearest';
import { isList, isObject, kindOf, type Json, type JsonObject, type Path } from '@slipway/documents/value';
import { namedBy } from '../item-names.ts';
import { withoutParts } from './without.ts';
import { textOfName, textOfSteps, type NamedPath } from './named-path.ts';

/**
 * All paths are of the document as it is given, so the indexes of a list stay true while its items go.
 * @throws Failure of kind input that names every path that is not there.
 */
export function withoutPaths(document: JsonObject, paths: readonly NamedPath[]): JsonObject {
  const found = paths.map((path) => find(document, path));
  const missing = found.flatMap((each) => (each.kind === 'missing' ? [each.why] : []));
  if (missing.length > 0) throw notThere(missing);
  return withoutParts(
    document,
    found.flatMap((each) => (each.kind === 'found' ? each.places.map(({ path }) => path) : [])),
  );
}

interface Place {
  readonly path: Path;
  readonly value: Json;
}

type Search =
  /** Several where items share a name. */
  | { readonly kind: 'found'; readonly places: readonly Place[] }
  | { readonly kind: 'missing'; readonly why: string };

function find(document: JsonObject, { steps }: NamedPath): Search {
  let places: readonly Place[] = [{ path: [], value: document }];
  for (const [depth, step] of steps.entries()) {
    const next = places.flatMap((place) => stepInto(place, step));
    if (next.length === 0) return { kind: 'missing', why: whyNot(places, steps.slice(0, depth), step) };
    places = next;
  }
  return { kind: 'found', places };
}

function stepInto(place: Place, step: string | number): readonly Place[] {
  const { path, value } = place;
  if (isList(value)) return itemsOf(place, value, step);
  const part = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return part === undefined ? [] : [{ path: [...path, String(step)], value: part }];
}

/** By name; a number is an index where no item is called so. */
function itemsOf(place: Place, list: readonly Json[], step: string | number): readonly Place[] {
  const items = list.map((value, index) => ({ path: [...place.path, index], value }));
  const named = items.filter(({ value }) => nameIn(place, value) === step);
  return named.length > 0 ? named : items.filter((_, index) => String(index) === String(step));
}

/** @param place that of the list that holds the item. */
function nameIn({ path }: Place, item: Json): string | undefined {
  const name = isObject(item) ? item[namedBy[String(path.at(-1))] ?? 'name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function whyNot(
  places: readonly Place[],
  steps: readonly (string | number)[],
  step: string | number,
): string {
  const holder = steps.length === 0 ? 'the task definition' : code(textOfSteps(steps));
  const beside = places.flatMap(namesIn);
  const missing = `${holder} has no ${code(typeof step === 'number' ? textOfSteps([step]) : textOfName(step))}`;
  const meant = nearest(String(step), beside);
  if (meant !== undefined) return `${missing}; did you mean ${code(textOfName(meant))}?`;
  if (beside.length > 0) return `${missing}: there are ${listed(beside)}`;
  const [{ value } = { value: null }] = places;
  return isList(value) || isObject(value) ? `${missing}: it is empty` : `${missing}: it is ${kindOf(value)}`;
}

/** Items without a name by their index. */
function namesIn(place: Place): readonly string[] {
  const { value } = place;
  if (isList(value)) return value.map((item, index) => nameIn(place, item) ?? `[${String(index)}]`);
  return isObject(value) ? Object.keys(value) : [];
}

const mostListed = 12;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).map((name) => code(name));
  const more = names.length > mostListed ? [`${String(names.length - mostListed)} more`] : [];
  return [...shown, ...more].join(', ');
}

const code = (text: string): string => `\`${oneLine(text, 120).replaceAll('`', "'")}\``;

const notThere = (why: readonly string[]): Error =>
  inputFailure({
    code: 'unset-not-found',
    what: `\`unset\` names ${why.length === 1 ? 'a part' : `${String(why.length)} parts`} that the task definition does not have`,
    why: why.join('; '),
    hint: 'Correct the path, or leave it out. Nothing was written.',
  });
