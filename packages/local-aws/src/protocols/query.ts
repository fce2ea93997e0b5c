/**
 * The query protocol: a form as request (`TargetGroupArns.member.1=…`), XML as answer, both led by the shapes.
 * Timestamps are ISO 8601.
 */
import { ServiceError, type Service } from '../service.ts';
import { errorCode, type Shape } from '../shapes.ts';
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

/** The answer's document. */
function answerXml(answer: {
  readonly operation: string;
  readonly namespace: string;
  readonly requestId: string;
  readonly output: Shape;
  readonly value: object;
}): string {
  const result = element(`${answer.operation}Result`, writeXml(answer.output, answer.value));
  const metadata = element('ResponseMetadata', element('RequestId', escaped(answer.requestId)));
  const name = `${answer.operation}Response`;
  return `<${name} xmlns="${answer.namespace}">${result}${metadata}</${name}>`;
}

function errorXml(error: {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly namespace: string;
  readonly requestId: string;
}): string {
  const fault = element('Type', error.status < 500 ? 'Sender' : 'Receiver');
  const words = element('Code', escaped(error.code)) + element('Message', escaped(error.message));
  const body = element('Error', fault + words) + element('RequestId', escaped(error.requestId));
  return `<ErrorResponse xmlns="${error.namespace}">${body}</ErrorResponse>`;
}

function writeXml(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'structure':
      return isPlain(value) ? writeMembers(shape, value) : '';
    case 'list':
      if (!Array.isArray(value)) return '';
      return value.map((item) => element('member', writeXml(shape.item(), item))).join('');
    case 'map':
      return Object.entries(isPlain(value) ? value : {})
        .map(([key, item]) =>
          element('entry', element('key', escaped(key)) + element('value', writeXml(shape.value(), item))),
        )
        .join('');
    case 'timestamp':
      return value instanceof Date ? value.toISOString() : '';
    case 'blob':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : '';
    case 'text':
    case 'number':
    case 'boolean':
    case 'document':
      return escaped(String(value));
  }
}

function writeMembers(
  shape: Extract<Shape, { kind: 'structure' }>,
  value: Readonly<Record<string, unknown>>,
): string {
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => {
      const member = shape.members.get(name);
      if (member === undefined) throw new Error(`The answer has ${name}, which ${shape.name} does not have`);
      return element(name, writeXml(member.shape(), item));
    })
    .join('');
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
