/** What a manifest says beyond its parts: what kind of artifact it is, which image it refers to, and notes on it. */
import { parseObject, type Manifest } from '@slipway/oci/manifest';

export interface Artifact {
  /** Its `artifactType`; without one, the media type of its configuration. */
  readonly type: string | undefined;
  /** Digest of the image that it refers to: a signature's, an SBOM's. */
  readonly subject: string | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

/** @throws MalformedManifest */
export function artifactOf(bytes: Uint8Array, manifest: Manifest): Artifact {
  const ofConfig = manifest.kind === 'image' ? manifest.config.mediaType : undefined;
  return {
    type: manifest.artifactType ?? ofConfig,
    subject: manifest.subject?.digest,
    annotations: texts(parseObject(bytes).annotations),
  };
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
