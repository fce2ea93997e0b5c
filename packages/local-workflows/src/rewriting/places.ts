/** Where things stand in the text of a workflow: YAML is read for its places only, and never written again. */
import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';

export interface Job {
  readonly name: string;
  readonly map: YAMLMap;
}

/** @throws Error for a text that is no YAML, with the place */
export function rootOf(text: string, path: string): YAMLMap | undefined {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${path} is no workflow: ${error.message}`);
  resolveAliases(document, path);
  return isMap(document.contents) ? document.contents : undefined;
}

/** An alias becomes what it stands for, with the place of that: it is there once, and used more than once. */
function resolveAliases(document: Document, path: string): void {
  visit(document, {
    Alias: (_, alias, above) => {
      const node = alias.resolve(document);
      if (node === undefined || above.includes(node))
        throw new Error(`${path} is no workflow: the alias *${alias.source} stands for nothing.`);
      return node;
    },
  });
}

export function jobsOf(root: YAMLMap): readonly Job[] {
  const jobs = mapAt(root, 'jobs');
  return (jobs?.items ?? []).flatMap(({ key, value }) =>
    isScalar(key) && isMap(value) ? [{ name: String(key.value), map: value }] : [],
  );
}

export const pairAt = (map: YAMLMap, name: string): Pair | undefined =>
  map.items.find(({ key }) => isScalar(key) && key.value === name);

export function mapAt(map: YAMLMap, name: string): YAMLMap | undefined {
  const value = map.get(name);
  return isMap(value) ? value : undefined;
}

export function scalarAt(map: YAMLMap, name: string): Scalar | undefined {
  const value = map.get(name, true);
  return isScalar(value) ? value : undefined;
}

export function itemsAt(map: YAMLMap, name: string): readonly YAMLMap[] {
  const value = map.get(name);
  return isSeq(value) ? value.items.filter((item) => isMap(item)) : [];
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Of what is written, without the comment behind it. */
export function placeOf(node: unknown): Place {
  const [start, end] = (node as Node | undefined)?.range ?? [];
  if (start === undefined || end === undefined) throw new Error('This part of a workflow has no place.');
  return { start, end };
}

/** Every scalar below that is a value. */
export function valuesBelow(node: unknown): readonly Scalar[] {
  const found: Scalar[] = [];
  const collect = (key: unknown, scalar: Scalar): void => {
    if (key !== 'key') found.push(scalar);
  };
  if (isScalar(node)) return [node];
  if (isMap(node) || isSeq(node)) visit(node, { Scalar: collect });
  return found;
}

/** The `name:` of a workflow. */
export function nameOfWorkflow(text: string): string | undefined {
  const root = rootOf(text, 'a workflow');
  return root === undefined ? undefined : scalarAt(root, 'name')?.source;
}
