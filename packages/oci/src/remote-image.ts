/** An image in a repository as a source: known by its manifests alone, its layers are read only where they must move. */
import { type Failure, inputFailure, upstreamFailure } from '@slipway/action-kit/failures';
import type { Image } from './image.ts';
import { MalformedManifest, parseManifest, type Descriptor } from './manifest.ts';
import { readTree } from './manifest-tree.ts';
import { platformsOf } from './platforms.ts';
import { findReferrers } from './referrers.ts';
import type { Registry } from './registry.ts';

/** What promoting needs of the registry that an image comes from. */
export type SourceRegistry = Pick<
  Registry,
  'host' | 'readManifest' | 'readBlob' | 'openBlob' | 'listReferrers'
>;

/** @throws Failure when the image or a part of it is not there. */
export async function openImage(
  registry: SourceRegistry,
  repository: string,
  digest: string,
): Promise<Image> {
  const source = `${registry.host}/${repository}@${digest}`;
  const read = (child: Descriptor) => readStored(registry, repository, child, source);
  const root = { mediaType: '', digest, size: 0, annotations: {}, platform: undefined };
  const tree = await readTree(root, read);
  return {
    ...tree,
    source: `The image ${source}`,
    platforms: await platformsOf(tree.manifests, (config) => registry.readBlob(repository, config)),
    home: { host: registry.host, repository },
    open: (blob, range) => registry.openBlob(repository, blob, range),
    unlike: (blob, why) => contentDiffers(source, blob, why),
    // What is in the registry is the registry's to keep; what is copied is compared on the way.
    verify: async () => undefined,
    referrers: () => findReferrers(registry, repository, tree),
  };
}

async function readStored(
  registry: SourceRegistry,
  repository: string,
  { digest, mediaType }: Descriptor,
  source: string,
) {
  const found = await registry.readManifest(repository, digest);
  if (found === undefined) throw source.endsWith(digest) ? notFound(source) : incomplete(source, digest);
  try {
    return { bytes: found.bytes, manifest: parseManifest(found.bytes, found.mediaType || mediaType) };
  } catch (error) {
    if (!(error instanceof MalformedManifest)) throw error;
    throw unreadable(source, digest, error);
  }
}

const notFound = (source: string): Failure =>
  inputFailure({
    code: 'source-not-found',
    what: `The image ${source} was not found`,
    why: 'the repository has no image with this digest',
    hint: 'Give the digest that the build put out, and the repository that it was pushed to.',
  });

const incomplete = (source: string, digest: string): Failure =>
  upstreamFailure({
    code: 'source-incomplete',
    what: `The image ${source} is incomplete`,
    why: `its repository does not have ${digest}, which its index lists`,
    hint: 'Push the image again.',
  });

const unreadable = (source: string, digest: string, cause: MalformedManifest): Failure =>
  upstreamFailure({
    code: 'manifest-unreadable',
    what: `The image ${source} can't be read`,
    why: `the manifest ${digest}: ${cause.message}`,
    hint: 'Push the image again.',
    cause,
  });

const contentDiffers = (source: string, digest: string, why: string): Failure =>
  upstreamFailure({
    code: 'source-differs',
    what: `A blob of ${source} is not what its digest promises`,
    why: `${digest}: ${why}`,
    hint: 'Push the image to its repository again; no tag was put.',
  });
