/** Uploads of blobs: in one request, in one PUT of a session, or in chunks; and mounts, which upload nothing. */
import { isDigest } from '@slipway/oci/digest';
import { isMountable } from '../blob-mounting.ts';
import { LayerTooLarge, largestLayer, type UploadSession } from '../upload-sessions.ts';
import { Refusal, digestInvalid, unsupported, uploadUnknown } from './answers.ts';
import type { Exchange } from './exchange.ts';

/** POST /blobs/uploads/ */
export async function beginUpload(exchange: Exchange): Promise<void> {
  const { method, query, repository, registry } = exchange;
  if (method !== 'POST') throw unsupported();
  exchange.require('InitiateLayerUpload');
  const mounted = mount(exchange);
  if (mounted !== undefined) {
    answerCreated(exchange, mounted);
    return;
  }
  const session = registry.sessions.begin(repository);
  if (query.has('digest')) return finish(exchange, session);
  answerSession(exchange, session, 202);
}

/** PATCH, PUT, GET and DELETE of a session. */
export async function proceedUpload(exchange: Exchange, id: string): Promise<void> {
  const { sessions } = exchange.registry;
  const session = sessions.find(exchange.repository, id);
  if (session === undefined) throw uploadUnknown();
  switch (exchange.method) {
    case 'PATCH':
      await sessions.inTurn(session, () => append(exchange, session));
      answerSession(exchange, session, 202);
      return;
    case 'PUT':
      return sessions.inTurn(session, () => finish(exchange, session));
    case 'GET':
      await sessions.inTurn(session, () => Promise.resolve());
      answerSession(exchange, session, 204);
      return;
    case 'DELETE':
      sessions.discard(session);
      return void exchange.response.writeHead(204).end();
    default:
      throw unsupported();
  }
}

/** What arrived of a chunk that broke off stays: the client asks how much it was, and goes on from there. */
async function append(exchange: Exchange, session: UploadSession): Promise<void> {
  const { sessions } = exchange.registry;
  exchange.require('UploadLayerPart');
  requireNextChunk(exchange, sessions.sizeOf(session));
  try {
    await sessions.append(session, exchange.body);
  } catch (error) {
    if (!(error instanceof LayerTooLarge)) throw error;
    sessions.discard(session);
    throw new Refusal(413, 'SIZE_INVALID', error.message);
  }
}

async function finish(exchange: Exchange, session: UploadSession): Promise<void> {
  exchange.require('CompleteLayerUpload');
  const digest = digestOf(exchange);
  await append(exchange, session);
  const completed = exchange.registry.sessions.complete(session, exchange.repository, digest);
  if (completed.kind === 'different') {
    throw digestInvalid(
      `The provided digest ${digest} does not match the content, which has ${completed.digest}`,
    );
  }
  answerCreated(exchange, digest);
}

/** The digest when the blob could be taken over from another repository; without one an upload begins. */
function mount(exchange: Exchange): string | undefined {
  const { query, repository, registry } = exchange;
  const digest = query.get('mount');
  const from = registry.repositories.find(query.get('from') ?? '');
  if (digest === null || from === undefined) return undefined;
  const blob = from.blobs.get(digest);
  if (blob === undefined || !isMountable(registry.settings, from, repository)) return undefined;
  if (!exchange.allows('GetDownloadUrlForLayer', from.name)) return undefined;
  repository.blobs.set(digest, { size: blob.size, since: registry.now() });
  return digest;
}

function digestOf({ query }: Exchange): string {
  const digest = query.get('digest') ?? '';
  if (!isDigest(digest)) throw digestInvalid(`'${digest}' is not a sha256 digest`);
  return digest;
}

/** A chunk that names its place must be the next one. */
function requireNextChunk({ request }: Exchange, size: number): void {
  const length = Number(request.headers['content-length'] ?? 0);
  if (size + length > largestLayer)
    throw new Refusal(413, 'SIZE_INVALID', 'The layer is larger than 52,000 MiB');
  if (isNextChunk(request.headers['content-range'], request.headers['content-length'], size)) return;
  throw new Refusal(416, 'BLOB_UPLOAD_INVALID', 'The chunk does not follow the last one', {
    range: rangeText(size),
  });
}

/**
 * @param range the header `Content-Range`, as the distribution specification has it: `0-99`; docker adds `bytes `.
 * @param length the header `Content-Length`.
 * @param size bytes that are there already.
 */
export function isNextChunk(range: string | undefined, length: string | undefined, size: number): boolean {
  if (range === undefined) return true;
  const [, start, end] = /^(?:bytes\s+)?(\d+)-(\d+)/.exec(range) ?? [];
  if (start === undefined || Number(start) !== size) return false;
  return length === undefined || Number(length) === Number(end) - Number(start) + 1;
}

/** The last byte, counted from 0; an upload without bytes is `0-0` by the protocol's custom. */
const rangeText = (size: number): string => `0-${Math.max(0, size - 1)}`;

function answerSession(
  { response, repository, registry }: Exchange,
  session: UploadSession,
  status: 202 | 204,
): void {
  response.writeHead(status, {
    location: `/v2/${repository.name}/blobs/uploads/${session.id}`,
    range: rangeText(registry.sessions.sizeOf(session)),
    'docker-upload-uuid': session.id,
  });
  response.end();
}

function answerCreated({ response, repository, registry }: Exchange, digest: string): void {
  const location = `${registry.endpoint()}/v2/${repository.name}/blobs/${digest}`;
  response.writeHead(201, { location, 'docker-content-digest': digest, 'content-length': 0 }).end();
}
