/** Uploads of blobs: in one request, in one PUT of a session, or in chunks; and mounts, which upload nothing. */
import { randomUUID } from 'node:crypto';
import { isDigest } from '@slipway/oci/digest';
import type { BlobStore } from '../blob-store.ts';
import type { Repositories, Repository } from '../repositories.ts';
import { Refusal, digestInvalid, unsupported, uploadUnknown } from './answers.ts';
import type { Exchange } from './exchange.ts';

interface Session {
  readonly id: string;
  readonly repository: string;
  /** Bytes received until now. */
  size: number;
}

export interface Uploads {
  /** POST /blobs/uploads/ */
  begin(exchange: Exchange): Promise<void>;
  /** PATCH, PUT, GET and DELETE of a session. */
  proceed(exchange: Exchange, id: string): Promise<void>;
}

export function createUploads(blobs: BlobStore, repositories: Repositories): Uploads {
  const sessions = new Map<string, Session>();

  const open = ({ name }: Repository): Session => {
    const session = { id: randomUUID(), repository: name, size: 0 };
    sessions.set(session.id, session);
    return session;
  };

  const discard = async ({ id }: Session): Promise<void> => {
    sessions.delete(id);
    await blobs.discard(id);
  };

  async function append(exchange: Exchange, session: Session): Promise<void> {
    exchange.require('UploadLayerPart');
    requireNextChunk(exchange, session);
    try {
      session.size = await blobs.append(session.id, exchange.request);
    } catch (error) {
      // What arrived of a broken chunk is unknown to the client, so the session can't go on.
      await discard(session);
      throw error;
    }
  }

  async function finish(exchange: Exchange, session: Session): Promise<void> {
    exchange.require('CompleteLayerUpload');
    const digest = digestOf(exchange);
    await append(exchange, session);
    const found = await blobs.measure(session.id);
    if (found.digest !== digest) {
      await discard(session);
      throw digestInvalid(
        `The provided digest ${digest} does not match the content, which has ${found.digest}`,
      );
    }
    await blobs.keep(session.id, digest);
    sessions.delete(session.id);
    exchange.repository.blobs.set(digest, found.size);
    answerCreated(exchange, digest);
  }

  return {
    begin: async (exchange) => {
      if (exchange.method !== 'POST') throw unsupported();
      exchange.require('InitiateLayerUpload');
      const mounted = mount(exchange, repositories);
      if (mounted !== undefined) {
        answerCreated(exchange, mounted);
        return;
      }
      const session = open(exchange.repository);
      if (exchange.query.has('digest')) return finish(exchange, session);
      answerSession(exchange, session, 202);
    },
    proceed: async (exchange, id) => {
      const session = sessions.get(id);
      if (session?.repository !== exchange.repository.name) throw uploadUnknown();
      switch (exchange.method) {
        case 'PATCH':
          await append(exchange, session);
          answerSession(exchange, session, 202);
          return;
        case 'PUT':
          return finish(exchange, session);
        case 'GET':
          answerSession(exchange, session, 204);
          return;
        case 'DELETE':
          await discard(session);
          return void exchange.response.writeHead(204).end();
        default:
          throw unsupported();
      }
    },
  };
}

/** The digest when the blob could be taken over from another repository; without one an upload begins. */
function mount({ query, repository }: Exchange, repositories: Repositories): string | undefined {
  const digest = query.get('mount');
  const from = query.get('from');
  if (digest === null || from === null) return undefined;
  const size = repositories.find(from)?.blobs.get(digest);
  if (size === undefined) return undefined;
  repository.blobs.set(digest, size);
  return digest;
}

function digestOf({ query }: Exchange): string {
  const digest = query.get('digest') ?? '';
  if (!isDigest(digest)) throw digestInvalid(`'${digest}' is not a sha256 digest`);
  return digest;
}

/** A chunk that names its place must be the next one. */
function requireNextChunk({ request }: Exchange, { size }: Session): void {
  const header = request.headers['content-range'];
  if (header === undefined) return;
  const [, start, end] = /^(?:bytes\s+)?(\d+)-(\d+)/.exec(header) ?? [];
  const length = request.headers['content-length'];
  const fits = length === undefined || Number(length) === Number(end) - Number(start) + 1;
  if (start !== undefined && Number(start) === size && fits) return;
  throw new Refusal(416, 'BLOB_UPLOAD_INVALID', 'The chunk does not follow the last one', {
    range: rangeText(size),
  });
}

/** The last byte, counted from 0; an upload without bytes is `0-0` by the protocol's custom. */
const rangeText = (size: number): string => `0-${Math.max(0, size - 1)}`;

function answerSession({ response, repository }: Exchange, { id, size }: Session, status: 202 | 204): void {
  response.writeHead(status, {
    location: `/v2/${repository.name}/blobs/uploads/${id}`,
    range: rangeText(size),
    'docker-upload-uuid': id,
  });
  response.end();
}

function answerCreated({ response, repository, registry }: Exchange, digest: string): void {
  const location = `${registry.endpoint()}/v2/${repository.name}/blobs/${digest}`;
  response.writeHead(201, { location, 'docker-content-digest': digest, 'content-length': 0 }).end();
}
