/** The documents of the query protocol: an answer or an error as XML, led by the shapes. Pure. */
import type { Shape } from '../shapes.ts';
import { isPlain } from './trees.ts';

/** The answer's document. */
export function answerXml(answer: {
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

export function errorXml(error: {
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
