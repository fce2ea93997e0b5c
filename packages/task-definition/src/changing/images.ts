/** Which image each container runs. */
import type { JsonObject } from '@slipway/documents/value';
import { inContainers, requireContainer } from './containers.ts';

/**
 * @param images container name → image.
 * @throws Failure of kind input for a container that is not there.
 */
export function withImages(document: JsonObject, images: ReadonlyMap<string, string>): JsonObject {
  for (const name of images.keys()) requireContainer(document, name);
  return [...images].reduce(
    (changed, [name, image]) => inContainers(changed, [name], (container) => ({ ...container, image })),
    document,
  );
}
