/** Which images the baseline is: a digest that was given, or what an ECS service serves with. */
import { inWords, type EcsService } from '../ecs-service.ts';
import type { BaselineSource } from '../policy/policy.ts';
import type { RunningImages } from '../ports.ts';
import { servingDigests, type ServingDigests } from '../serving-digests.ts';

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
      const serving = await servingDigests(source, repository, running);
      if (serving.kind === 'known') return serving;
      return { kind: 'absent', reason: reasonOf(serving, source, repository) };
    }
  }
}

function reasonOf(
  serving: Exclude<ServingDigests, { kind: 'known' }>,
  service: EcsService,
  repository: string,
): string {
  switch (serving.kind) {
    case 'nothing':
      return `${inWords(service)}: ${serving.reason}`;
    case 'other':
      return `${serving.serves} runs no image of ${repository}`;
    case 'untold':
      return `ECS does not say which image of ${repository} ${serving.serves} runs`;
  }
}
