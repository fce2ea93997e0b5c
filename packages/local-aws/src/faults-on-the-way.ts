/**
 * Faults that strike while a body is on its way through a plain HTTP route, the registry's: the connection drops after
 * so many bytes, either way; the answer names another digest, or holds other bytes, than it should.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { ConnectionBroken } from './dispatch.ts';
import type { Wire } from './service.ts';
import type { FaultWorld } from './world.ts';

export const isOnTheWay = ({ error, afterBytes }: FaultWorld): boolean =>
  afterBytes !== undefined || error === 'WrongDigest' || error === 'WrongContent';

export interface Parties {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Told once when the connection was dropped. */
  readonly onCut: () => void;
}

export function spoil(fault: FaultWorld, parties: Parties): Wire {
  const { request, response } = parties;
  if (fault.afterBytes !== undefined) return cut(fault.afterBytes, fault.message, parties);
  if (fault.error === 'WrongContent') return { body: request, sink: changed(response) };
  tellWrongDigest(response);
  return { body: request, sink: response };
}

function cut(bytes: number, message: string, { request, response, onCut }: Parties): Wire {
  const drop = (): ConnectionBroken => {
    onCut();
    request.socket.destroy();
    return new ConnectionBroken(message);
  };
  return { body: cutBody(request, bytes, drop), sink: cutAnswer(response, bytes, drop) };
}

async function* cutBody(
  body: AsyncIterable<Uint8Array>,
  bytes: number,
  drop: () => Error,
): AsyncIterable<Uint8Array> {
  let left = bytes;
  for await (const chunk of body) {
    if (chunk.byteLength > left) {
      yield chunk.subarray(0, left);
      throw drop();
    }
    left -= chunk.byteLength;
    yield chunk;
  }
}

function cutAnswer(response: ServerResponse, bytes: number, drop: () => Error): Writable {
  let left = bytes;
  return new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      if (chunk.byteLength <= left) {
        left -= chunk.byteLength;
        response.write(chunk, done);
        return;
      }
      response.write(chunk.subarray(0, left), () => done(drop()));
    },
    final: (done) => void response.end(done),
  });
}

/** The first byte is another one. */
function changed(response: ServerResponse): Writable {
  let isFirst = true;
  return new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      const bytes = Buffer.from(chunk);
      if (isFirst) bytes[0] = (bytes[0] ?? 0) ^ 1;
      isFirst = false;
      response.write(bytes, done);
    },
    final: (done) => void response.end(done),
  });
}

const digestHeader = 'docker-content-digest';

function tellWrongDigest(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  const spoiled = (status: number, headers: Readonly<Record<string, string | number>> = {}): ServerResponse =>
    writeHead(status, digestHeader in headers ? { ...headers, [digestHeader]: wrong } : { ...headers });
  response.writeHead = spoiled as ServerResponse['writeHead'];
}

const wrong = `sha256:${'0'.repeat(64)}`;
