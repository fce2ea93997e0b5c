/**
 * The shapes of AWS's requests and answers, read from the schemas that the SDK clients carry: required members,
 * types and error names come from there, never from a list of ours.
 */
import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as inspector2 from '@aws-sdk/client-inspector2';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as sts from '@aws-sdk/client-sts';
import type { Service } from './service.ts';

export type ServiceId = Service['id'];

/** A shape of AWS's, resolved one level: what it refers to is read when it is asked for. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'document' }
  | { readonly kind: 'list'; readonly item: () => Shape }
  | { readonly kind: 'map'; readonly value: () => Shape }
  | { readonly kind: 'structure'; readonly name: string; readonly members: ReadonlyMap<string, Member> };

export interface Member {
  readonly required: boolean;
  readonly shape: () => Shape;
}

export interface OperationShape {
  readonly input: Shape;
  readonly output: Shape;
}

const clients: Readonly<Record<ServiceId, object>> = {
  autoscaling,
  cloudwatch,
  ecr,
  ecs,
  elbv2,
  inspector2,
  logs,
  sts,
};

/** Undefined when AWS has no such operation. */
export function operationShape(service: ServiceId, operation: string): OperationShape | undefined {
  const schema = schemaOf(service, operation);
  if (!Array.isArray(schema) || schema[0] !== 9) return undefined;
  return { input: shapeOf(schema[4]), output: shapeOf(schema[5]) };
}

/** Where REST has an operation: `POST` and `/findings/details/batch/get`, with `{labels}` in some paths. */
export interface OperationPlace {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
}

export function operationPlaces(service: ServiceId): readonly OperationPlace[] {
  return Object.values(clients[service]).flatMap((schema: unknown): OperationPlace[] => {
    if (!Array.isArray(schema) || schema[0] !== 9) return [];
    const [, , operation, traits] = schema as readonly unknown[];
    const { http }: { readonly http?: unknown } = typeof traits === 'object' && traits !== null ? traits : {};
    if (!Array.isArray(http)) return [];
    const [method, path] = http as readonly unknown[];
    return [{ operation: String(operation), method: String(method), path: String(path) }];
  });
}

/** The code on the wire of an error: the query protocol has names that differ from the SDK's. */
export function errorCode(service: ServiceId, name: string): string {
  const queryError = traitsOf(service, name).awsQueryError;
  return Array.isArray(queryError) && typeof queryError[0] === 'string' ? queryError[0] : name;
}

/** The HTTP status of an error: the one that AWS names, else what a fault of the server or of the client has. */
export function errorStatus(service: ServiceId, name: string): number {
  const { httpError, error } = traitsOf(service, name);
  if (typeof httpError === 'number') return httpError;
  return error === 'server' ? 500 : 400;
}

/** What the schema of an error says about it; nothing of what is no error of the service. */
function traitsOf(service: ServiceId, name: string): Readonly<Record<string, unknown>> {
  const schema = schemaOf(service, name);
  const traits: unknown = Array.isArray(schema) && schema[0] === -3 ? schema[3] : undefined;
  return typeof traits === 'object' && traits !== null ? { ...traits } : {};
}

function schemaOf(service: ServiceId, name: string): unknown {
  const schemas = clients[service];
  const key = `${name}$`;
  return Object.hasOwn(schemas, key) ? (schemas as Readonly<Record<string, unknown>>)[key] : undefined;
}

const simple: Readonly<Record<number, Shape>> = {
  0: { kind: 'text' },
  1: { kind: 'number' },
  2: { kind: 'boolean' },
  4: { kind: 'timestamp' },
  5: { kind: 'timestamp' },
  6: { kind: 'timestamp' },
  7: { kind: 'timestamp' },
  15: { kind: 'document' },
  17: { kind: 'number' },
  19: { kind: 'number' },
  21: { kind: 'blob' },
  42: { kind: 'blob' },
};
const listOf = 64;
const mapOf = 128;

/** A long answer asks for the shapes of its items thousands of times. */
const kept = new WeakMap<object, Shape>();

/** The shape of a schema, always the same one. */
function shapeOf(schema: unknown): Shape {
  if (typeof schema !== 'object' || schema === null) return readShape(schema);
  const shape = kept.get(schema) ?? readShape(schema);
  kept.set(schema, shape);
  return shape;
}

/**
 * Reads the SDK's compact form: a number is a simple type (64 and 128 added make a list or map of it), a function
 * a forward reference, an array `[kind, namespace, name, traits, …]`; a member may be `[shape, traits]`.
 */
function readShape(schema: unknown): Shape {
  if (typeof schema === 'function') return shapeOf((schema as () => unknown)());
  if (typeof schema === 'number') return simpleShape(schema);
  if (schema === 'unit' || schema === undefined)
    return { kind: 'structure', name: 'Unit', members: new Map() };
  if (!Array.isArray(schema)) throw new Error(`The SDK has a schema of an unknown form: ${typeof schema}`);
  if (schema.length === 2) return shapeOf(schema[0]);
  const [kind, , name, , first, second, required] = schema as readonly unknown[];
  switch (kind) {
    case 0:
      return shapeOf(first);
    case 1:
      return { kind: 'list', item: () => shapeOf(first) };
    case 2:
      return { kind: 'map', value: () => shapeOf(second) };
    case 3:
    case 4:
    case -3:
      return structure(String(name), first as readonly string[], second as readonly unknown[], required);
    default:
      throw new Error(`The SDK has a schema of an unknown kind: ${String(kind)}`);
  }
}

function simpleShape(schema: number): Shape {
  if (schema >= mapOf) return { kind: 'map', value: () => simpleShape(schema - mapOf) };
  if (schema >= listOf) return { kind: 'list', item: () => simpleShape(schema - listOf) };
  const shape = simple[schema];
  if (shape === undefined) throw new Error(`The SDK has a simple schema of an unknown number: ${schema}`);
  return shape;
}

/** The first `required` members are the required ones. */
function structure(
  name: string,
  names: readonly string[],
  schemas: readonly unknown[],
  required: unknown,
): Shape {
  const count = typeof required === 'number' ? required : 0;
  const members = names.map((member, at): [string, Member] => [
    member,
    { required: at < count, shape: () => shapeOf(schemas[at]) },
  ]);
  return { kind: 'structure', name, members: new Map(members) };
}
