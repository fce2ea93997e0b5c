/** What the protocols have in common: a request as it came, and what one of them understood of it. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Protocol, Service, ServiceError } from '../service.ts';
import type { Shape } from '../shapes.ts';

export interface WireCall {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly requestId: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A call in the words of one protocol. */
export interface Spoken {
  readonly service: Service;
  readonly operation: string;
  readonly protocol: Protocol['kind'];
  /** Reads the request's body by the operation's input shape. */
  readonly read: (input: Shape) => unknown;
  readonly success: (output: Shape, value: object) => Reply;
  readonly failure: (error: ServiceError) => Reply;
}

/** The service that speaks this protocol, with the protocol as it has it. */
export function speakerOf<Kind extends Protocol['kind']>(
  services: readonly Service[],
  kind: Kind,
  matches: (protocol: Extract<Protocol, { kind: Kind }>) => boolean,
): { readonly service: Service; readonly protocol: Extract<Protocol, { kind: Kind }> } | undefined {
  for (const service of services) {
    for (const protocol of service.protocols) {
      if (isKind(protocol, kind) && matches(protocol)) return { service, protocol };
    }
  }
  return undefined;
}

const isKind = <Kind extends Protocol['kind']>(
  protocol: Protocol,
  kind: Kind,
): protocol is Extract<Protocol, { kind: Kind }> => protocol.kind === kind;

/**
 * Clients that once spoke the query protocol say so, and are told the error by its old name besides
 * (Smithy: "AWS Query compatible trait").
 */
export function queryErrorHeader(
  { headers }: WireCall,
  code: string,
  status: number,
): Readonly<Record<string, string>> {
  if (headers['x-amzn-query-mode'] !== 'true') return {};
  return { 'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}` };
}
