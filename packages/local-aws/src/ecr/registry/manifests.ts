/** Manifests by tag and by digest: read, asked for, and put under the rules that PutImage has. */
import { isDigest } from '@slipway/oci/digest';
import { tagPattern } from '@slipway/oci/reference';
import { ServiceError } from '../../service.ts';
import { deleteImages } from '../delete-images.ts';
import type { ImageId } from '../errors.ts';
import { lookUpActive } from '../image-lookup.ts';
import { largestManifest, putImage, type PutImageRequest } from '../put-image.ts';
import { Refusal, digestInvalid, manifestUnknown, unsupported } from './answers.ts';
import type { Exchange } from './exchange.ts';

/** @param reference a tag or a digest. */
export async function answerManifest(exchange: Exchange, reference: string): Promise<void> {
  switch (exchange.method) {
    case 'GET':
    case 'HEAD':
      read(exchange, reference);
      return;
    case 'PUT':
      return put(exchange, reference);
    case 'DELETE':
      remove(exchange, reference);
      return;
    default:
      throw unsupported();
  }
}

function read({ method, repository, response, sink, registry, require }: Exchange, reference: string): void {
  require('BatchGetImage');
  const found = lookUpActive(registry.repositories.seen(repository), idOf(reference));
  if (found.kind === 'missing') throw manifestUnknown();
  if (method === 'GET') found.image.pulledAt = registry.now();
  const { bytes, digest, mediaType } = found.image;
  response.writeHead(200, {
    'content-type': mediaType,
    'content-length': bytes.byteLength,
    'docker-content-digest': digest,
  });
  if (method === 'HEAD') return void response.end();
  sink.end(bytes);
}

const idOf = (reference: string): ImageId =>
  isDigest(reference) ? { imageDigest: reference } : { imageTag: reference };

/** By tag, the tag goes, and the image with its last one; by digest the image goes with all of them. */
function remove({ repository, response, require }: Exchange, reference: string): void {
  require('BatchDeleteImage');
  const { failures } = deleteImages(repository, [idOf(reference)]);
  const [failure] = failures;
  if (failure?.failureCode === 'ImageNotFound') throw manifestUnknown();
  if (failure !== undefined) throw new Refusal(400, 'MANIFEST_INVALID', failure.failureReason);
  response.writeHead(202).end();
}

async function put(exchange: Exchange, reference: string): Promise<void> {
  const { request, repository, response, registry } = exchange;
  exchange.require('PutImage');
  const byDigest = reference.includes(':');
  if (byDigest && !isDigest(reference)) throw digestInvalid(`${reference} is not a sha256 digest`);
  if (!byDigest && !tagPattern.test(reference)) {
    throw new Refusal(400, 'TAG_INVALID', `'${reference}' is not a tag`);
  }
  const digest = store(exchange, {
    bytes: await bodyOf(exchange.body),
    mediaType: request.headers['content-type'],
    tag: byDigest ? undefined : reference,
    digest: byDigest ? reference : undefined,
  });
  const location = `${registry.endpoint()}/v2/${repository.name}/manifests/${digest}`;
  const subject = repository.images.get(digest)?.artifact.subject;
  response.writeHead(201, {
    location,
    'docker-content-digest': digest,
    'content-length': 0,
    ...(subject === undefined ? {} : { 'oci-subject': subject }),
  });
  response.end();
}

/** What is there already, unchanged, was put well. @returns its digest. */
function store({ repository, registry }: Exchange, request: PutImageRequest): string {
  try {
    return putImage(repository, request, registry.now()).digest;
  } catch (error) {
    const isSame = error instanceof ServiceError && error.code === 'ImageAlreadyExistsException';
    const digest = request.digest ?? repository.tags.get(request.tag ?? '');
    if (isSame && digest !== undefined) return digest;
    throw error;
  }
}

async function bodyOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > largestManifest) throw new Refusal(413, 'SIZE_INVALID', 'The manifest is larger than 4 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
