/** Putting a manifest into a repository: the rules that PutImage and the registry share, in ECR's order. */
import { sha256 } from '@slipway/oci/digest';
import { children, MalformedManifest, parseManifest, type Manifest } from '@slipway/oci/manifest';
import { tagPattern } from '@slipway/oci/reference';
import { artifactOf, type Artifact } from './artifact.ts';
import {
  digestDiffers,
  imageExists,
  invalidParameter,
  layersNotFound,
  referencedImagesNotFound,
  tagExists,
} from './errors.ts';
import { isFixedTag } from './mutability.ts';
import type { Image, Repository } from './repositories.ts';

export interface PutImageRequest {
  readonly bytes: Uint8Array;
  readonly mediaType: string | undefined;
  readonly tag: string | undefined;
  /** What the caller believes the digest to be. */
  readonly digest: string | undefined;
}

/** Bytes; docker's own limit as well. */
export const largestManifest = 4 * 1024 * 1024;

/**
 * @param now cloud time in milliseconds.
 * @throws ServiceError; ImageAlreadyExistsException when nothing would change.
 */
export function putImage(repository: Repository, request: PutImageRequest, now: number): Image {
  const { bytes, tag, mediaType } = request;
  if (bytes.byteLength > largestManifest) {
    throw invalidParameter('imageManifest', `must have at most ${largestManifest} bytes`);
  }
  const digest = sha256(bytes);
  if (tag !== undefined && !tagPattern.test(tag)) {
    throw invalidParameter('imageTag', `must satisfy ${tagPattern.source}`);
  }
  if (request.digest !== undefined && request.digest !== digest) throw digestDiffers(request.digest, digest);
  const { manifest, artifact } = understood(bytes, mediaType);
  requireParts(repository, manifest);
  requireNew(repository, digest, tag);
  const image =
    repository.images.get(digest) ?? newImage(repository, { digest, bytes, manifest, artifact }, now);
  image.archived = false;
  repository.images.set(digest, image);
  repository.gone.delete(digest);
  if (tag !== undefined) moveTag(repository, tag, digest, now);
  return image;
}

function moveTag({ tags, moves }: Repository, tag: string, digest: string, at: number): void {
  moves.push({ tag, before: tags.get(tag), at });
  tags.set(tag, digest);
}

function understood(
  bytes: Uint8Array,
  mediaType: string | undefined,
): { readonly manifest: Manifest; readonly artifact: Artifact } {
  try {
    const manifest = parseManifest(bytes, mediaType);
    return { manifest, artifact: artifactOf(bytes, manifest) };
  } catch (error) {
    if (!(error instanceof MalformedManifest)) throw error;
    throw invalidParameter('ImageManifest', error.message);
  }
}

function requireParts(repository: Repository, manifest: Manifest): void {
  const named = children(manifest).map(({ digest }) => digest);
  const isIndex = manifest.kind === 'index';
  const present = isIndex ? repository.images : repository.blobs;
  const missing = named.filter((digest) => !present.has(digest));
  if (missing.length === 0) return;
  throw isIndex ? referencedImagesNotFound(missing, repository) : layersNotFound(missing, repository);
}

/**
 * An immutable repository refuses a tag that exists even when the digest is the same. To push an archived image
 * again restores it, so that it is no repetition.
 */
function requireNew(repository: Repository, digest: string, tag: string | undefined): void {
  const held = tag === undefined ? undefined : repository.tags.get(tag);
  if (tag !== undefined && held !== undefined && isFixedTag(repository.mutability, tag)) {
    throw tagExists(tag, repository);
  }
  const unchanged = tag === undefined ? repository.images.has(digest) : held === digest;
  const restores = repository.images.get(digest)?.archived === true;
  if (unchanged && !restores) throw imageExists(digest, tag, repository);
}

function newImage(
  repository: Repository,
  parts: Pick<Image, 'digest' | 'bytes' | 'manifest' | 'artifact'>,
  now: number,
): Image {
  const { manifest } = parts;
  return {
    ...parts,
    mediaType: manifest.mediaType,
    pushedAt: new Date(now),
    pulledAt: undefined,
    scans: manifest.kind === 'image' && repository.scansPushes() ? [now] : [],
    archived: false,
  };
}
