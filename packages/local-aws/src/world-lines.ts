/** Where things stand in a world file: from a path of keys to a line, and to the words of a message. */
import { isMap, isNode, isPair, LineCounter, parseDocument, type Document, type Node } from 'yaml';

export type WorldPath = readonly (string | number)[];

export interface WorldText {
  readonly value: unknown;
  /** Line and sentence of what is not YAML. */
  readonly mistakes: readonly { readonly line: number; readonly sentence: string }[];
  /** 1-based line of what stands at a path, or of the nearest thing around it. */
  lineOf(path: WorldPath): number;
}

export function parseWorldText(text: string): WorldText {
  const counter = new LineCounter();
  const document = parseDocument(text, { merge: true, lineCounter: counter, prettyErrors: false });
  return {
    value: document.errors.length > 0 ? undefined : document.toJS(),
    mistakes: document.errors.map(({ pos, message }) => ({
      line: counter.linePos(pos[0]).line,
      sentence: message,
    })),
    lineOf: (path) => counter.linePos(offsetOf(document, path)).line,
  };
}

/** The key's own place when the last step is a key, so that an unknown key is pointed at. */
function offsetOf(document: Document, path: WorldPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const around = nodeAt(document, path.slice(0, length - 1));
    const last = path[length - 1];
    if (isMap(around)) {
      const pair = around.items.find((item) => isPair(item) && isNode(item.key) && keyOf(item.key) === last);
      if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = nodeAt(document, path.slice(0, length));
    if (node?.range) return node.range[0];
  }
  return 0;
}

const keyOf = (key: Node): unknown => ('value' in key ? key.value : undefined);

function nodeAt(document: Document, path: WorldPath): Node | undefined {
  const found: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(found) ? found : undefined;
}

/** `services[0].loadBalancer` */
export const pathText = (path: WorldPath): string =>
  path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${part}`)).join('');
