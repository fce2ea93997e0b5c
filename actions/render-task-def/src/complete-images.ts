/** From what the workflow says of images to what stands in the document; ECR is asked where it must be. */
import { inputFailure } from '@slipway/action-kit/failures';
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { ContainerImage, ImageSource } from './image-source.ts';
import type { ImageRegistry } from './ports.ts';

/**
 * @param containers those that `image` is for.
 * @throws Failure of kind input when a container would get two images.
 */
export function imagesByContainer(
  image: ImageSource | undefined,
  containers: readonly string[],
  images: readonly ContainerImage[],
): readonly ContainerImage[] {
  const own = image === undefined ? [] : containers.map((container) => ({ container, source: image }));
  const twice = images.find(({ container }) => own.some((each) => each.container === container));
  if (twice !== undefined) {
    throw wrongInputs([`\`images\` names the container ${twice.container}, which gets its image already`]);
  }
  return [...own, ...images];
}

/**
 * @returns container → image, in order.
 * @throws Failure of kind input when ECR does not have an image that it is asked for.
 */
export async function completeImages(
  images: readonly ContainerImage[],
  registry: () => ImageRegistry,
): Promise<ReadonlyMap<string, string>> {
  const completed = new Map<string, string>();
  for (const { container, source } of images) completed.set(container, await complete(source, registry));
  return completed;
}

async function complete(source: ImageSource, registry: () => ImageRegistry): Promise<string> {
  if (source.kind === 'given') return source.image;
  const { repository, digest } = source;
  const uri = await registry().repositoryUri(repository);
  if ((await registry().find(repository, digest)) === undefined) throw notThere(repository, digest, uri);
  return `${uri}@${digest}`;
}

function notThere(repository: string, digest: string, uri: string): Error {
  return inputFailure({
    code: 'image-not-found',
    what: `The repository ${repository} has no image ${digest}`,
    why: `it was looked for in ${uri}`,
    hint: 'Use the outputs `repository` and `digest` of the step that pushed it, in the same region and account. Nothing was written.',
  });
}
