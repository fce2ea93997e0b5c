/**
 * Reads YAML 1.2 as data: no tags that make objects, no second document, a bounded number of aliases. A file of its
 * own, because the library behind it is loaded only for a file that is YAML.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type ParsedNode,
  type Scalar,
} from 'yaml';
import { isList, isObject, type Json } from './value.ts';
import { placesIn, positionIn, type Place } from './places.ts';
import { deepest, largest, TextError, tooLarge, twice, type ReadText, type Scalars } from './text-error.ts';
import * as complaints from './yaml-complaints.ts';

/**
 * How many aliases a document may have, and how often the library may resolve those of one anchor, with the aliases
 * inside it: those of a document are a handful, those of an attack explode.
 */
const mostAliases = 1000;

/**
 * @param text without a byte order mark.
 * @param scalars `written`: a number, `true` or `false` is the text that stands there.
 * @throws TextError for the first thing that is not YAML, or that no document may hold.
 */
export function readYaml(text: string, scalars: Scalars = 'typed'): ReadText {
  const document = parsed(text);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined)
    throw new TextError(complaints.complaintOf(problem), positionIn(text, problem.pos[0]));
  if (scalars === 'written') visit(document, { Scalar: keepWritten });
  const place = placeOf(document.contents, { text, anchors: new Set(), aliases: 0 }, 1);
  const value = valueOf(document);
  measured(value, 1, 0);
  return { value, places: placesIn(text, place) };
}

/** A name is text already. */
function keepWritten(_: unknown, scalar: Scalar): void {
  const { value, source } = scalar;
  if (source !== undefined && (typeof value === 'number' || typeof value === 'boolean'))
    scalar.value = source;
}

function parsed(text: string): Document.Parsed {
  try {
    return parseDocument(text, {
      merge: true,
      prettyErrors: false,
      resolveKnownTags: false,
      schema: 'core',
      stringKeys: true,
      // The library compares every name with every other; see placeOf.
      uniqueKeys: false,
      version: '1.2',
    });
  } catch (error) {
    // The library goes down the text by recursion.
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

function valueOf(document: Document.Parsed): Json {
  try {
    return document.toJS({ maxAliasCount: mostAliases }) as Json;
  } catch (error) {
    // Aliases of aliases that explode; a merge of what is no object.
    if (error instanceof ReferenceError) throw new TextError(complaints.tooManyAliases, undefined);
    if (error instanceof Error) throw new TextError(complaints.mergeOfNoObject, undefined);
    throw error;
  }
}

/**
 * How much text a value holds with each alias written out. An alias of what it stands in has no end; one of a long text
 * needs only a few bytes each time.
 * @throws TextError for what is too deep or too much.
 */
function measured(value: Json, depth: number, before: number): number {
  if (depth > deepest) throw tooDeep();
  let size = before + (typeof value === 'string' ? value.length : 1);
  if (isList(value)) for (const item of value) size = measured(item, depth + 1, size);
  if (isObject(value))
    for (const [name, part] of Object.entries(value))
      size = measured(part ?? null, depth + 1, size + name.length);
  if (size > largest) throw new TextError('its aliases make it larger than 1 MB', undefined);
  return size;
}

interface Walk {
  readonly text: string;
  /** Names of those that stand before the node: an alias can mean no other. */
  readonly anchors: Set<string>;
  /** How many there were. The library counts those of each anchor for itself, and looks for each among all anchors. */
  aliases: number;
}

/** @throws TextError for what can't be a value, at its place. */
function placeOf(node: ParsedNode | null, walk: Walk, depth: number): Place {
  const at = node?.range[0] ?? 0;
  const wrong = depth > deepest ? complaints.tooDeep : notAValue(node, walk);
  if (wrong !== undefined) throw new TextError(wrong, positionIn(walk.text, at));
  const parts = new Map<string | number, Place>();
  if (isMap(node)) {
    for (const { key, value } of node.items as { key: ParsedNode; value: ParsedNode | null }[]) {
      const name = isScalar(key) ? String(key.value) : '';
      if (parts.has(name)) throw new TextError(twice, positionIn(walk.text, key.range[0]));
      if (value === null) throw new TextError(complaints.noValue, positionIn(walk.text, key.range[0]));
      placeOf(key, walk, depth + 1);
      parts.set(name, { ...placeOf(value, walk, depth + 1), at: key.range[0] });
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) parts.set(index, placeOf(item, walk, depth + 1));
  }
  return { at, parts };
}

/** @returns why, in words; undefined for a value. Notes its anchor, or that it is an alias. */
function notAValue(node: ParsedNode | null, walk: Walk): string | undefined {
  if (node === null) return undefined;
  if (isAlias(node)) {
    walk.aliases += 1;
    if (walk.aliases > mostAliases) return complaints.tooManyAliases;
    return walk.anchors.has(node.source) ? undefined : complaints.unknownAlias;
  }
  if (node.anchor !== undefined) walk.anchors.add(node.anchor);
  if (!isScalar(node)) return undefined;
  if (node.anchor !== undefined && node.source === '' && node.type === 'PLAIN') return complaints.emptyAnchor;
  const isNumber = typeof node.value === 'number';
  return isNumber && !Number.isFinite(node.value) ? tooLarge : undefined;
}

const tooDeep = (): TextError => new TextError(complaints.tooDeep, undefined);
