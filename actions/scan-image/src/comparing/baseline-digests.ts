/** Which images the baseline is: a digest that was given, or what an ECS service serves with. */
import type { BaselineSource } from '../policy/policy.ts';
import type { RunningImages, ServingImage } from '../ports.ts';

export type BaselineDigests =
  | { readonly kind: 'none' }
  | { readonly kind: 'absent'; readonly reason: string }
  | {
      readonly kind: 'known';
      /** At least one; several when containers of the service run different images of the repository. */
      readonly digests: readonly string[];
      /** `web:41 of ecs:main/web`; undefined for a digest that was given. */
      readonly serves: string | undefined;
    };

/**
 * Images of a service are ours by the name of their repository, whatever their registry is called: what another
 * registry has under that name is not in ours, and then there is no baseline.
 */
export async function baselineDigests(
  source: BaselineSource,
  repository: string,
  running: RunningImages,
): Promise<BaselineDigests> {
  switch (source.kind) {
    case 'none':
      return source;
    case 'digest':
      return { kind: 'known', digests: [source.digest], serves: undefined };
    case 'service': {
      const name = `ecs:${source.cluster}/${source.service}`;
      const serving = await running.read(source.cluster, source.service);
      if (serving.kind === 'nothing') return { kind: 'absent', reason: `${name}: ${serving.reason}` };
      const ours = serving.images.filter((each) => isOf(each, repository));
      const serves = `${serving.revision} of ${name}`;
      if (ours.length === 0) return { kind: 'absent', reason: `${serves} runs no image of ${repository}` };
      const digests = [...new Set(ours.flatMap(digestOf))];
      if (digests.length === 0)
        return { kind: 'absent', reason: `ECS does not say which image of ${repository} ${serves} runs` };
      return { kind: 'known', digests, serves };
    }
  }
}

function isOf({ image }: ServingImage, repository: string): boolean {
  const named = image.replace(/@.*$/, '').replace(/:[^/:]+$/, '');
  return named.slice(named.indexOf('/') + 1) === repository;
}

function digestOf({ image, digest }: ServingImage): readonly string[] {
  const known = digest ?? /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
  return known === undefined ? [] : [known];
}
