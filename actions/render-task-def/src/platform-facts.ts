/** What the checks may know of the world beyond the document: for which platforms its images are there. */
import { Failure } from '@slipway/action-kit/failures';
import type { Known } from '@slipway/task-definition/checking/finding';
import type { ContainerImage } from './image-source.ts';
import type { Ports } from './ports.ts';

export interface PlatformFacts {
  /** Image → platforms. */
  readonly platforms: NonNullable<Known['platforms']>;
  /** What could not be found out, and so was not checked: a sentence each. */
  readonly gaps: readonly string[];
}

/**
 * Asks only for images that ECR was asked to complete: of others it is not known whose login would do. That a role
 * may not read manifests is told and refuses nothing.
 * @param completed container → image.
 */
export async function platformFacts(
  images: readonly ContainerImage[],
  completed: ReadonlyMap<string, string>,
  platformsOf: Ports['platforms'],
): Promise<PlatformFacts> {
  const found = new Map<string, readonly string[]>();
  const gaps = new Set<string>();
  for (const { container, source } of images) {
    const image = completed.get(container);
    if (source.kind !== 'ecr' || image === undefined || found.has(image)) continue;
    try {
      found.set(image, await platformsOf(source.repository, source.digest));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      gaps.add(`The platform of ${image} was not compared with \`runtimePlatform\`: ${error.what}.`);
    }
  }
  return { platforms: found, gaps: [...gaps] };
}
