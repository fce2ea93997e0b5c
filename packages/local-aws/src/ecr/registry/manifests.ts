/** Manifests by tag and by digest: read, asked for, and put under the rules that PutImage has. */
import type { IncomingMessage } from 'node:http';
import { isDigest } from '@slipway/oci/digest';
import { tagPattern } from '@slipway/oci/reference';
import { ServiceError } from '../../service.ts';
import { lookUpActive } from '../image-lookup.ts';
import { putImage, type PutImageRequest } from '../put-image.ts';
import { Refusal, digestInvalid, manifestUnknown, unsupported } from './answers.ts';
import type { Exchange } from './exchange.ts';

/** Docker's own limit for a manifest. */
const largest = 4 * 1024 * 1024;

/** @param reference a tag or a digest. */
export async function answerManifest(exchange: Exchange, reference: string): Promise<void> {
  switch (exchange.method) {
    case 'GET':
    case 'HEAD':
      read(exchange, reference);
      return;
    case 'PUT':
      return put(exchange, reference);
    default:
      throw unsupported();
  }
}

function read({ method, repository, response, require }: Exchange, reference: string): void {
  require('BatchGetImage');
  const found = lookUpActive(
    repository,
    isDigest(reference) ? { imageDigest: reference } : { imageTag: reference },
  );
  if (found.kind === 'missing') throw manifestUnknown();
  const { bytes, digest, mediaType } = found.image;
  response.writeHead(200, {
    'content-type': mediaType,
    'content-length': bytes.byteLength,
    'docker-content-digest': digest,
  });
  response.end(method === 'HEAD' ? undefined : bytes);
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
    bytes: await bodyOf(request),
    mediaType: request.headers['content-type'],
    tag: byDigest ? undefined : reference,
    digest: byDigest ? reference : undefined,
  });
  const location = `${registry.endpoint()}/v2/${repository.name}/manifests/${digest}`;
  response.writeHead(201, { location, 'docker-content-digest': digest, 'content-length': 0 }).end();
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

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > largest) throw new Refusal(413, 'SIZE_INVALID', 'The manifest is larger than 4 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
