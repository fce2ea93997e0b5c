/** The media types of images, Docker's older names beside OCI's, and what each of them is. */

export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
} as const;

const indexes: readonly string[] = [mediaTypes.ociIndex, mediaTypes.dockerList];
const images: readonly string[] = [mediaTypes.ociManifest, mediaTypes.dockerManifest];
const configs: readonly string[] = [mediaTypes.ociConfig, mediaTypes.dockerConfig];

/** A list of images: one per platform, attestations beside them. */
export const isIndex = (mediaType: string): boolean => indexes.includes(mediaType);

/** One image: a configuration and its layers. */
export const isImage = (mediaType: string): boolean => images.includes(mediaType);

/** A layer that only its maker distributes, as those of Windows were: Docker's word, and OCI's. */
export const isForeignLayer = (mediaType: string): boolean =>
  /^application\/vnd\.(?:docker\.image\.rootfs\.foreign|oci\.image\.layer\.nondistributable)\./.test(
    mediaType,
  );

/** What an image is run with: environment, command, labels, platform. */
export const isConfig = (mediaType: string): boolean => configs.includes(mediaType);

/** For an Accept header: a registry converts nothing that is asked for by its own type. */
export const acceptedManifests: readonly string[] = [...indexes, ...images];
