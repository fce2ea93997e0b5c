/**
 * AWS JSON 1.1: reading a request and writing an answer, led by the shapes. Timestamps are seconds since the
 * epoch, blobs are base64; null means absent.
 */
import { ServiceError } from '../service.ts';
import type { Shape } from '../shapes.ts';

type Structure = Extract<Shape, { kind: 'structure' }>;

/**
 * @param path where in the request, for the message: `services[0]`
 * @throws ServiceError SerializationException when a type is wrong, ValidationException for an unknown member
 */
export function readJson(shape: Shape, wire: unknown, path = ''): unknown {
  switch (shape.kind) {
    case 'text':
      return typeof wire === 'string' ? wire : mismatch(wire, 'a String', path);
    case 'number':
      return typeof wire === 'number' ? wire : mismatch(wire, 'a Number', path);
    case 'boolean':
      return typeof wire === 'boolean' ? wire : mismatch(wire, 'a Boolean', path);
    case 'timestamp':
      return typeof wire === 'number' ? new Date(wire * 1000) : mismatch(wire, 'a Timestamp', path);
    case 'blob':
      return typeof wire === 'string' ? Buffer.from(wire, 'base64') : mismatch(wire, 'a Blob', path);
    case 'document':
      return wire;
    case 'list':
      if (!Array.isArray(wire)) return mismatch(wire, 'a List', path);
      return wire.map((item, at) => readJson(shape.item(), item, `${path}[${at}]`));
    case 'map':
      if (!isPlain(wire)) return mismatch(wire, 'a Map', path);
      return mapped(wire, (item, key) => readJson(shape.value(), item, `${path}.${key}`));
    case 'structure':
      if (!isPlain(wire)) return mismatch(wire, 'a Structure', path);
      return readStructure(shape, wire, path);
  }
}

function readStructure(shape: Structure, wire: Readonly<Record<string, unknown>>, path: string): object {
  const value: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(wire)) {
    if (item === null) continue;
    const member = shape.members.get(name);
    const at = path === '' ? name : `${path}.${name}`;
    if (member === undefined) throw unknownMember(shape, name, at);
    value[name] = readJson(member.shape(), item, at);
  }
  return value;
}

function unknownMember(shape: Structure, name: string, at: string): ServiceError {
  const known = [...shape.members.keys()].join(', ');
  return new ServiceError(
    'ValidationException',
    `Unknown parameter in input: "${name}" (at ${at}), must be one of: ${known}`,
  );
}

/** The value as it stands on the wire. @throws Error when an operation answered what its shape does not have */
export function writeJson(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'timestamp':
      return value instanceof Date ? value.getTime() / 1000 : value;
    case 'blob':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => writeJson(shape.item(), item)) : value;
    case 'map':
      return isPlain(value) ? mapped(value, (item) => writeJson(shape.value(), item)) : value;
    case 'structure':
      return isPlain(value) ? mapped(value, (item, name) => writeMember(shape, name, item)) : value;
    case 'text':
    case 'number':
    case 'boolean':
    case 'document':
      return value;
  }
}

function writeMember(shape: Structure, name: string, item: unknown): unknown {
  const member = shape.members.get(name);
  if (member === undefined) throw new Error(`The answer has ${name}, which ${shape.name} does not have`);
  return writeJson(member.shape(), item);
}

function mapped(
  record: Readonly<Record<string, unknown>>,
  change: (item: unknown, key: string) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(record).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, change(item, key)]));
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mismatch(wire: unknown, wanted: string, path: string): never {
  const found = Array.isArray(wire) ? 'LIST' : typeof wire === 'object' ? 'STRUCTURE' : typeof wire;
  const where = path === '' ? '' : ` (at ${path})`;
  throw new ServiceError(
    'SerializationException',
    `${found.toUpperCase()}_VALUE can not be converted to ${wanted}${where}`,
  );
}
