/** A product or a part of one, as an OpenVEX document names it. */
import type { Complain } from '@slipway/documents/checked';
import { isList, isObject, kindOf, type Json } from '@slipway/documents/value';
import { quoted } from '@slipway/documents/words';
import { isPurl, purlOf, type Purl } from './purl.ts';

export interface VexComponent {
  /** All that it is known by, and all must fit; none when it is named in ways that are not read. */
  readonly purls: readonly Purl[];
  /** Of an image, which it must have: `sha256:…`. */
  readonly digest: string | undefined;
  /** It has identifiers or hashes that narrow it, and that can't be compared with anything that a scan tells. */
  readonly isNarrowed: boolean;
}

export interface VexProduct extends VexComponent {
  /** The parts that the statement is about; undefined: the whole product. */
  readonly subcomponents: readonly VexComponent[] | undefined;
}

/** @returns undefined when it is complained about; paths start at the product. */
export function productOf(product: Json, complain: Complain): VexProduct | undefined {
  const component = componentOf(product, complain);
  if (component === undefined || !isObject(product)) return undefined;
  const { subcomponents = [] } = product;
  if (!isList(subcomponents)) {
    complain(['subcomponents'], `\`subcomponents\` must be a list, but was ${kindOf(subcomponents)}`);
    return undefined;
  }
  const parts = subcomponents.flatMap((part, index) => {
    const read = componentOf(part, (path, words) => complain(['subcomponents', index, ...path], words));
    return read ?? [];
  });
  return { ...component, subcomponents: subcomponents.length === 0 ? undefined : parts };
}

function componentOf(component: Json, complain: Complain): VexComponent | undefined {
  if (!isObject(component)) {
    complain([], `a product must be an object with an \`@id\`, but was ${kindOf(component)}`);
    return undefined;
  }
  const { '@id': id, identifiers, hashes } = component;
  if (id === undefined && identifiers === undefined && hashes === undefined)
    complain([], 'a product needs an `@id`, `identifiers` or `hashes`');
  if (identifiers !== undefined && !isObject(identifiers))
    complain(['identifiers'], `\`identifiers\` must be an object, but was ${kindOf(identifiers)}`);
  if (hashes !== undefined && !isObject(hashes))
    complain(['hashes'], `\`hashes\` must be an object, but was ${kindOf(hashes)}`);
  const { 'sha-256': sha256, ...otherHashes } = isObject(hashes) ? hashes : {};
  const otherIdentifiers = Object.keys(isObject(identifiers) ? identifiers : {}).filter(
    (name) => name !== 'purl',
  );
  return {
    purls: [...idPurl(id, complain), ...identifierPurl(identifiers, complain)],
    digest: sha256 === undefined ? undefined : digestOf(sha256, complain),
    isNarrowed: otherIdentifiers.length > 0 || Object.keys(otherHashes).length > 0,
  };
}

function digestOf(sha256: Json, complain: Complain): string | undefined {
  if (typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256)) return `sha256:${sha256.toLowerCase()}`;
  const what = typeof sha256 === 'string' ? quoted(sha256) : kindOf(sha256);
  complain(['hashes', 'sha-256'], `\`sha-256\` must be 64 hexadecimal digits, but was ${what}`);
  return undefined;
}

/** Any IRI is an id; one that is no purl names nothing that can be compared. */
function idPurl(id: Json | undefined, complain: Complain): readonly Purl[] {
  if (id === undefined) return [];
  if (typeof id === 'string') return isPurl(id) ? readPurl(id, '@id', complain) : [];
  complain(['@id'], `\`@id\` must be text, but was ${kindOf(id)}`);
  return [];
}

function identifierPurl(identifiers: Json | undefined, complain: Complain): readonly Purl[] {
  const purl = isObject(identifiers) ? identifiers.purl : undefined;
  if (purl === undefined) return [];
  const about: Complain = (_, words) => complain(['identifiers', 'purl'], words);
  if (typeof purl === 'string') return readPurl(purl, 'purl', about);
  about([], `\`purl\` must be text, but was ${kindOf(purl)}`);
  return [];
}

function readPurl(text: string, name: string, complain: Complain): readonly Purl[] {
  const purl = purlOf(text);
  if (purl !== undefined) return [purl];
  complain(
    [name],
    `\`${name}\` must be a package URL such as \`pkg:npm/lodash@4.17.21\`, but was ${quoted(text)}`,
  );
  return [];
}
