/**
 * AWS's restJson1: an operation is known by its method and path, bodies are JSON. Of the bindings that members may have
 * only the body is read; labels, queries and headers belong to operations that are not here.
 */
import type { Service } from '../service.ts';
import { operationPlaces, type OperationPlace, type ServiceId } from '../shapes.ts';
import { readBody, readJson, writeJson } from './json.ts';
import { speakerOf, type Spoken, type WireCall } from './spoken.ts';

/** Undefined when the request is for no operation of one of these services. */
export function restCall(wire: WireCall, services: readonly Service[]): Spoken | undefined {
  const [path = ''] = (wire.url ?? '').split('?');
  for (const service of services) {
    if (speakerOf([service], 'rest', () => true) === undefined) continue;
    const operation = operationAt(service.id, wire.method ?? '', path);
    if (operation !== undefined) return spoken(service, operation, wire);
  }
  return undefined;
}

function spoken(service: Service, operation: string, { body }: WireCall): Spoken {
  return {
    service,
    operation,
    protocol: 'rest',
    read: (shape) => readJson(shape, readBody(body)),
    success: (output, value) => ({ status: 200, headers, body: JSON.stringify(writeJson(output, value)) }),
    failure: ({ code, message, status }) => ({
      status,
      headers: { ...headers, 'x-amzn-errortype': code },
      body: JSON.stringify({ message, ...(code === 'ValidationException' ? validation : {}) }),
    }),
  };
}

const headers = { 'content-type': 'application/json' };

/** What Inspector's ValidationException has besides its message, always. */
const validation = { reason: 'FIELD_VALIDATION_FAILED' };

interface Place extends OperationPlace {
  readonly pattern: RegExp;
}

const places = new Map<ServiceId, readonly Place[]>();

function operationAt(service: ServiceId, method: string, path: string): string | undefined {
  const known = places.get(service) ?? operationPlaces(service).map(withPattern);
  places.set(service, known);
  return known.find((place) => place.method === method && place.pattern.test(path))?.operation;
}

/** A label takes one part of the path, `{name+}` the rest of it. */
function withPattern(place: OperationPlace): Place {
  const parts = place.path.split('/').map((part) => {
    if (!part.startsWith('{')) return part.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
    return part.endsWith('+}') ? '.+' : '[^/]+';
  });
  return { ...place, pattern: new RegExp(`^${parts.join('/')}$`) };
}
