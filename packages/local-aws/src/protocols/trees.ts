/**
 * Requests and answers as trees of plain values, led by the shapes. JSON and CBOR differ only in how they write
 * times and bytes: each hands its own leaves in.
 */
import { ServiceError } from '../service.ts';
import type { Shape } from '../shapes.ts';

type Structure = Extract<Shape, { kind: 'structure' }>;

/** Undefined for what is not one on this wire. */
export interface ReadLeaves {
  readonly timestamp: (wire: unknown) => Date | undefined;
  readonly blob: (wire: unknown) => Uint8Array | undefined;
}

export interface WriteLeaves {
  readonly timestamp: (value: Date) => unknown;
  readonly blob: (value: Uint8Array) => unknown;
}

/**
 * @param path where in the request, for the message: `services[0]`
 * @throws ServiceError SerializationException when a type is wrong, ValidationException for an unknown member
 */
export function readTree(leaves: ReadLeaves, shape: Shape, wire: unknown, path: string): unknown {
  const read = (inner: Shape, item: unknown, at: string): unknown => readTree(leaves, inner, item, at);
  switch (shape.kind) {
    case 'text':
      return typeof wire === 'string' ? wire : mismatch(wire, 'a String', path);
    case 'number':
      return typeof wire === 'number' ? wire : mismatch(wire, 'a Number', path);
    case 'boolean':
      return typeof wire === 'boolean' ? wire : mismatch(wire, 'a Boolean', path);
    case 'timestamp':
      return leaves.timestamp(wire) ?? mismatch(wire, 'a Timestamp', path);
    case 'blob':
      return leaves.blob(wire) ?? mismatch(wire, 'a Blob', path);
    case 'document':
      return wire;
    case 'list':
      if (!Array.isArray(wire)) return mismatch(wire, 'a List', path);
      return wire.map((item, at) => read(shape.item(), item, `${path}[${at}]`));
    case 'map':
      if (!isPlain(wire)) return mismatch(wire, 'a Map', path);
      return mapped(wire, (item, key) => read(shape.value(), item, `${path}.${key}`));
    case 'structure':
      if (!isPlain(wire)) return mismatch(wire, 'a Structure', path);
      return readStructure(shape, wire, path, read);
  }
}

function readStructure(
  shape: Structure,
  wire: Readonly<Record<string, unknown>>,
  path: string,
  read: (shape: Shape, item: unknown, at: string) => unknown,
): object {
  const value: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(wire)) {
    if (item === null || item === undefined) continue;
    const member = shape.members.get(name);
    const at = path === '' ? name : `${path}.${name}`;
    if (member === undefined) throw unknownMember(shape, name, at);
    value[name] = read(member.shape(), item, at);
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
export function writeTree(leaves: WriteLeaves, shape: Shape, value: unknown): unknown {
  const write = (inner: Shape, item: unknown): unknown => writeTree(leaves, inner, item);
  switch (shape.kind) {
    case 'timestamp':
      return value instanceof Date ? leaves.timestamp(value) : value;
    case 'blob':
      return value instanceof Uint8Array ? leaves.blob(value) : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => write(shape.item(), item)) : value;
    case 'map':
      return isPlain(value) ? mapped(value, (item) => write(shape.value(), item)) : value;
    case 'structure':
      return isPlain(value) ? mapped(value, (item, name) => write(memberOf(shape, name), item)) : value;
    case 'text':
    case 'number':
    case 'boolean':
    case 'document':
      return value;
  }
}

function memberOf(shape: Structure, name: string): Shape {
  const member = shape.members.get(name);
  if (member === undefined) throw new Error(`The answer has ${name}, which ${shape.name} does not have`);
  return member.shape();
}

function mapped(
  record: Readonly<Record<string, unknown>>,
  change: (item: unknown, key: string) => unknown,
): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  // In one plain loop: a long answer has a million members.
  for (const key of Object.keys(record)) {
    const item = record[key];
    if (item !== undefined) entries.push([key, change(item, key)]);
  }
  return Object.fromEntries(entries);
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
