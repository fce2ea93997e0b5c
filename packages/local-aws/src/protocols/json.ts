/** AWS JSON 1.0 and 1.1. Timestamps are seconds since the epoch, blobs are base64; null means absent. */
import { ServiceError } from '../service.ts';
import type { Service } from '../service.ts';
import { errorCode, type Shape } from '../shapes.ts';
import { queryErrorHeader, speakerOf, type Reply, type Spoken, type WireCall } from './spoken.ts';
import { readTree, writeTree } from './trees.ts';

/** Undefined when the request is not JSON for one of these services. */
export function jsonCall(wire: WireCall, services: readonly Service[]): Spoken | undefined {
  const target = wire.headers['x-amz-target'];
  if (typeof target !== 'string') return undefined;
  const [prefix, operation = ''] = target.split('.');
  const found = speakerOf(services, 'json', ({ targetPrefix }) => targetPrefix === prefix);
  if (found === undefined) return undefined;
  const { service, protocol } = found;
  const { version } = protocol;
  return {
    service,
    operation,
    protocol: 'json',
    read: (shape) => readJson(shape, readBody(wire.body)),
    success: (output, value) => ({
      status: 200,
      headers: { 'content-type': contentType(version) },
      body: JSON.stringify(writeJson(output, value)),
    }),
    failure: (error) => {
      const reply = jsonError(error, protocol);
      const old = queryErrorHeader(wire, errorCode(service.id, error.code), error.status);
      return { ...reply, headers: { ...reply.headers, ...old } };
    },
  };
}

const contentType = (version: string): string => `application/x-amz-json-${version}`;

/** @throws ServiceError when it is not JSON */
export function readBody(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 'The request is not JSON');
  }
}

/** @throws ServiceError when it is not what the shape says */
export const readJson = (shape: Shape, wire: unknown): unknown =>
  readTree(
    {
      timestamp: (value) => (typeof value === 'number' ? new Date(value * 1000) : undefined),
      blob: (value) => (typeof value === 'string' ? Buffer.from(value, 'base64') : undefined),
    },
    shape,
    wire,
    '',
  );

/** The value as it stands on the wire. */
export const writeJson = (shape: Shape, value: unknown): unknown =>
  writeTree(
    {
      timestamp: (date) => date.getTime() / 1000,
      blob: (bytes) => Buffer.from(bytes).toString('base64'),
    },
    shape,
    value,
  );

/** Version 1.0 names an error with its namespace. */
export function jsonError(
  { code, message, status }: ServiceError,
  { version, namespace }: { readonly version: string; readonly namespace?: string } = { version: '1.1' },
): Reply {
  const type = namespace === undefined ? code : `${namespace}#${code}`;
  return {
    status,
    headers: { 'content-type': contentType(version), 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: type, message }),
  };
}
