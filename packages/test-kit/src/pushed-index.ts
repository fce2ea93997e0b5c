/** An index in the local cloud over images that are there already: of several platforms, attestations included. */
import { askEcr } from '@slipway/local-aws/ask';

export interface IndexPart {
  readonly digest: string;
  /** `linux/arm64`; `attestation` for what only attests to the first part. */
  readonly platform: string;
}

const mediaType = 'application/vnd.oci.image.index.v1+json';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';

/** @returns the digest of the index. */
export async function pushIndex(
  endpoint: string,
  repository: string,
  tag: string,
  parts: readonly IndexPart[],
): Promise<string> {
  const manifests = parts.map(({ digest, platform }) =>
    platform === 'attestation' ? attestation(digest, parts[0]?.digest ?? '') : image(digest, platform),
  );
  const { image: put } = (await askEcr(endpoint, 'PutImage', {
    repositoryName: repository,
    imageTag: tag,
    imageManifestMediaType: mediaType,
    imageManifest: JSON.stringify({ schemaVersion: 2, mediaType, manifests }),
  })) as { readonly image: { readonly imageId: { readonly imageDigest: string } } };
  return put.imageId.imageDigest;
}

/** Nobody reads sizes from an index. */
const size = 1;

function image(digest: string, platform: string): object {
  const [os, architecture, variant] = platform.split('/');
  return { mediaType: manifestType, digest, size, platform: { os, architecture, variant } };
}

/** As buildx writes it. */
const attestation = (digest: string, of: string): object => ({
  mediaType: manifestType,
  digest,
  size,
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': of,
  },
});
