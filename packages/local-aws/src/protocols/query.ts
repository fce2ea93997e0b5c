/**
 * The query protocol: a form as request (`TargetGroupArns.member.1=…`), XML as answer, both led by the shapes.
 * Timestamps are ISO 8601.
 */
import { ServiceError, type Service } from '../service.ts';
import { errorCode, type Shape } from '../shapes.ts';
import { answerXml, errorXml } from './query-xml.ts';
import { speakerOf, type Reply, type Spoken, type WireCall } from './spoken.ts';
import { isPlain } from './trees.ts';

/** Undefined when the request is no form for one of these services. */
export function queryCall(wire: WireCall, services: readonly Service[]): Spoken | undefined {
  const form = formOf(wire);
  const operation = form?.get('Action');
  if (form === undefined || operation === null || operation === undefined) return undefined;
  const found = speakerOf(services, 'query', ({ version }) => version === form.get('Version'));
  if (found === undefined) return undefined;
  const { service, protocol } = found;
  const { namespace } = protocol;
  const { requestId } = wire;
  return {
    service,
    operation,
    protocol: 'query',
    read: (shape) => readForm(shape, form),
    success: (output, value) => ({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: answerXml({ operation, namespace, requestId, output, value }),
    }),
    failure: ({ code, message, status }) =>
      queryError(new ServiceError(errorCode(service.id, code), message, status), wire, namespace),
  };
}

/** Undefined when the body can't be one. */
export const formOf = ({ method, body }: WireCall): URLSearchParams | undefined =>
  method === 'POST' ? new URLSearchParams(body.toString('utf8')) : undefined;

export const queryError = (
  { code, message, status }: ServiceError,
  { requestId }: WireCall,
  namespace: string,
): Reply => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-errortype': code },
  body: errorXml({ code, message, status, namespace, requestId }),
});

/** The members of a request; `Action` and `Version` are not among them. */
function readForm(shape: Shape, form: URLSearchParams): Record<string, unknown> {
  const fields = [...form].filter(([name]) => name !== 'Action' && name !== 'Version');
  const value = readTree(shape, treeOf(fields), '');
  return isPlain(value) ? value : {};
}

interface Tree {
  text?: string;
  readonly children: Map<string, Tree>;
}

/** Dotted names as a tree: `a.member.1` is `1` under `member` under `a`. */
function treeOf(fields: readonly (readonly [string, string])[]): Tree {
  const root: Tree = { children: new Map() };
  for (const [name, text] of fields) {
    let node = root;
    for (const part of name.split('.')) {
      const next: Tree = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    node.text = text;
  }
  return root;
}

function readTree(shape: Shape, tree: Tree, path: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return Object.fromEntries(
        [...tree.children].map(([name, child]) => readMember(shape, name, child, path)),
      );
    case 'list':
      return numbered(tree.children.get('member') ?? tree).map((child, at) =>
        readTree(shape.item(), child, `${path}.member.${at + 1}`),
      );
    case 'map':
      return Object.fromEntries(
        numbered(tree.children.get('entry') ?? tree).map((entry) => [
          entry.children.get('key')?.text ?? '',
          readTree(shape.value(), entry.children.get('value') ?? { children: new Map() }, path),
        ]),
      );
    case 'text':
    case 'number':
    case 'boolean':
    case 'timestamp':
    case 'blob':
    case 'document':
      return readText(shape.kind, tree.text ?? '', path);
  }
}

function readMember(
  shape: Extract<Shape, { kind: 'structure' }>,
  name: string,
  child: Tree,
  path: string,
): [string, unknown] {
  const member = shape.members.get(name);
  const at = path === '' ? name : `${path}.${name}`;
  if (member === undefined) {
    const known = [...shape.members.keys()].join(', ');
    throw new ServiceError(
      'ValidationError',
      `Unknown parameter in input: "${name}" (at ${at}), must be one of: ${known}`,
    );
  }
  return [name, readTree(member.shape(), child, at)];
}

const numbered = (tree: Tree): Tree[] =>
  [...tree.children].sort(([one], [other]) => Number(one) - Number(other)).map(([, child]) => child);

function readText(
  kind: 'text' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'document',
  text: string,
  path: string,
): unknown {
  if (kind === 'blob') return Buffer.from(text, 'base64');
  if (kind === 'text' || kind === 'document') return text;
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (kind === 'number' && text !== '' && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'timestamp' && !Number.isNaN(Date.parse(text))) return new Date(text);
  throw new ServiceError('MalformedInput', `\`${text}\` can not be converted to a ${kind} (at ${path})`);
}
