/**
 * An image to push, whatever its source: a layout on the disk, or another repository. Its manifests have been read
 * and compared with their digests; its layers have not: they are compared while they are sent.
 */
import type { Failure } from '@slipway/action-kit/failures';
import type { ByteRange } from '@slipway/action-kit/ports';
import type { Descriptor, StoredManifest } from './manifest.ts';

export interface Image extends ManifestTree {
  /** For sentences: `The OCI layout out/image.tar`, `team/web@sha256:…`. */
  readonly source: string;
  /** `linux/amd64` → digest of its manifest; attestations are left out. */
  readonly platforms: Readonly<Record<string, string>>;
  /** The repository that it comes from: a registry may take over its blobs from there. undefined for a layout. */
  readonly home: ImageHome | undefined;
  /** A part of a blob's content as it lies there: not compared with its digest. */
  open(digest: string, range: ByteRange): AsyncIterable<Uint8Array>;
  /** The failure for content that is not what its digest promises. @param why a clause: `it has 3 bytes instead of 5`. */
  unlike(digest: string, why: string): Failure;
  /** Compares every blob on the disk with its digest, as a push does with what it sends. @throws Failure */
  verify(): Promise<void>;
  /** Signatures, SBOMs and attestations that refer to it, at its source. */
  referrers(): Promise<Referrers>;
}

/** A manifest, those below it, and the blobs that they name. */
export interface ManifestTree {
  readonly root: StoredManifest;
  /** Children before the index that lists them; the root is the last. */
  readonly manifests: readonly StoredManifest[];
  /** Configurations and layers, each once; without foreign layers, which no registry has to hold. */
  readonly blobs: readonly Descriptor[];
  /** Bytes of all manifests and blobs, each once, as they are transferred. */
  readonly size: number;
}

export interface ImageHome {
  /** `host` or `host:port`. */
  readonly host: string;
  readonly repository: string;
}

/** Whether it was read from the very repository that it goes to: then nothing of it moves. */
export const isHome = (
  { home }: Pick<Image, 'home'>,
  { registry, repository }: { readonly registry: Pick<ImageHome, 'host'>; readonly repository: string },
): boolean => home?.host === registry.host && home.repository === repository;

export interface Referrers {
  /** A referrer's own referrers come after it. */
  readonly found: readonly Referrer[];
  /** What could be seen, but not be read. */
  readonly unreadable: readonly LeftBehind[];
}

export interface Referrer extends ManifestTree {
  /** The digest of what it is about. */
  readonly subject: string;
  /** `application/vnd.dev.sigstore.bundle.v0.3+json`; for people. */
  readonly artifactType: string;
  /** The tag by which it is found where it names no subject: `sha256-….sig`; undefined when it names one. */
  readonly tag: string | undefined;
}

/** A referrer that does not go with the image. */
export interface LeftBehind {
  /** A digest or a tag; or words for what has neither, being beyond what was listed. */
  readonly reference: string;
  readonly artifactType: string;
  /** A clause without a full stop. */
  readonly why: string;
}
