/**
 * Smithy RPC v2 CBOR: the path names service and operation, bodies are CBOR. A timestamp is tag 1 with seconds since
 * the epoch, a blob a byte string. (Specification: smithy.io, "Smithy RPC v2 CBOR protocol".)
 */
import { cbor, dateToTag } from '@smithy/core/cbor';
import { ServiceError, type Service } from '../service.ts';
import { errorCode, type Shape } from '../shapes.ts';
import { queryErrorHeader, speakerOf, type Spoken, type WireCall } from './spoken.ts';
import { isPlain, readTree, writeTree } from './trees.ts';

const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };

/** Undefined when the request is not CBOR for one of these services. */
export function cborCall(wire: WireCall, services: readonly Service[]): Spoken | undefined {
  if (wire.headers['smithy-protocol'] !== 'rpc-v2-cbor') return undefined;
  const [, name, operation = ''] = /\/service\/([^/]+)\/operation\/([^/?]+)$/.exec(wire.url ?? '') ?? [];
  const found = speakerOf(services, 'cbor', (protocol) => protocol.name === name);
  if (found === undefined) return undefined;
  const { service, protocol } = found;
  return {
    service,
    operation,
    protocol: 'cbor',
    read: (shape) => readCbor(shape, wire.body),
    success: (output, value) => ({
      status: 200,
      headers,
      body: cbor.serialize(writeTree({ timestamp: dateToTag, blob: (bytes) => bytes }, output, value)),
    }),
    failure: ({ code, message, status }) => ({
      status,
      headers: { ...headers, ...queryErrorHeader(wire, errorCode(service.id, code), status) },
      body: cbor.serialize({ __type: `${protocol.namespace}#${code}`, message }),
    }),
  };
}

function readCbor(shape: Shape, body: Buffer): unknown {
  return readTree({ timestamp, blob: bytesOf }, shape, decoded(body), '');
}

function decoded(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : (cbor.deserialize(body) as unknown);
  } catch {
    throw new ServiceError('SerializationException', 'The request is not CBOR');
  }
}

const timestamp = (wire: unknown): Date | undefined =>
  isPlain(wire) && wire.tag === 1 && typeof wire.value === 'number' ? new Date(wire.value * 1000) : undefined;

const bytesOf = (wire: unknown): Uint8Array | undefined => (wire instanceof Uint8Array ? wire : undefined);
