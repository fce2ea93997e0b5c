/** Which images of a repository an ECS service serves with, by their digests. */
import { inWords, type EcsService } from './ecs-service.ts';
import type { RunningImages, ServingImage } from './ports.ts';

export type ServingDigests =
  /** There is no service, or it never served. */
  | { readonly kind: 'nothing'; readonly reason: string }
  /** Images of other repositories only, as the task definition names them. */
  | { readonly kind: 'other'; readonly images: readonly string[]; readonly serves: string }
  /** ECS gives no digest of them. */
  | { readonly kind: 'untold'; readonly serves: string }
  | {
      readonly kind: 'known';
      /** At least one; several when containers or tasks of the service run different images of the repository. */
      readonly digests: readonly string[];
      /** `web:41 of ecs:main/web`. */
      readonly serves: string;
    };

/**
 * Images of a service are ours by the name of their repository, whatever their registry is called: what another
 * registry has under that name is not in ours, which shows when it is looked for.
 */
export async function servingDigests(
  service: EcsService,
  repository: string,
  running: RunningImages,
): Promise<ServingDigests> {
  const serving = await running.read(service.cluster, service.service);
  if (serving.kind === 'nothing') return serving;
  const ours = serving.images.filter((each) => isOf(each, repository));
  const serves = `${serving.revision} of ${inWords(service)}`;
  if (ours.length === 0) return { kind: 'other', images: serving.images.map(({ image }) => image), serves };
  const digests = [...new Set(ours.flatMap(digestOf))];
  return digests.length === 0 ? { kind: 'untold', serves } : { kind: 'known', digests, serves };
}

function isOf({ image }: ServingImage, repository: string): boolean {
  const named = image.replace(/@.*$/, '').replace(/:[^/:]+$/, '');
  return named.slice(named.indexOf('/') + 1) === repository;
}

/** What was deployed comes before what ECS made of it: an index is one image, whatever platforms its tasks run. */
function digestOf({ image, digest }: ServingImage): readonly string[] {
  const known = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? digest;
  return known === undefined ? [] : [known];
}
