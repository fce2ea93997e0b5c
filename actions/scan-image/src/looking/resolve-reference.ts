/**
 * From what a workflow names to what ECR is asked for. Of a service that is the one digest that it serves with: where
 * nobody could say which image was meant, none is judged, for the verdict would be taken for another one.
 */
import { inputFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import { inWords, type EcsService } from '../ecs-service.ts';
import type { ImageReference } from '../image-reference.ts';
import type { RunningImages } from '../ports.ts';
import { servingDigests, type ServingDigests } from '../serving-digests.ts';

export interface ResolvedReference {
  /** A digest or a tag. */
  readonly asked: string;
  /** `web:41 of ecs:main/web`, which serves with it; undefined for a digest or a tag that was given. */
  readonly serves: string | undefined;
}

/** @throws Failure where the service serves with no image of the repository, or with several. */
export async function resolveReference(
  reference: ImageReference,
  repository: string,
  running: RunningImages,
): Promise<ResolvedReference> {
  switch (reference.kind) {
    case 'digest':
      return { asked: reference.digest, serves: undefined };
    case 'tag':
      return { asked: reference.tag, serves: undefined };
    case 'service': {
      const serving = await servingDigests(reference, repository, running);
      const [digest, ...others] = serving.kind === 'known' ? serving.digests : [];
      if (serving.kind !== 'known' || digest === undefined || others.length > 0)
        throw noSingleImage(serving, reference, repository);
      return { asked: digest, serves: serving.serves };
    }
  }
}

function noSingleImage(serving: ServingDigests, service: EcsService, repository: string): Failure {
  const name = inWords(service);
  switch (serving.kind) {
    case 'nothing':
      return inputFailure({
        code: 'nothing-serves',
        what: `There is no image to judge, for nothing serves at ${name}`,
        why: serving.reason,
        hint: 'Check the cluster, the service and `region`, or deploy to it first. A digest in `digest` needs no service.',
      });
    case 'other':
      return inputFailure({
        code: 'serves-other-repository',
        what: `There is no image of ${repository} to judge at ${name}`,
        why: `it runs ${serving.images.join(', ')}`,
        hint: 'Set `repository` to the one whose image the service runs, or name another service.',
      });
    case 'untold':
      return setupFailure({
        code: 'serving-image-untold',
        what: `It is not known which image of ${repository} is to be judged`,
        why: `ECS does not say which one ${serving.serves} runs`,
        hint: 'Allow `ecs:ListServiceDeployments`, `ecs:DescribeServiceDeployments` and `ecs:DescribeServiceRevisions` for this role, or give the digest itself.',
      });
    case 'known':
      return inputFailure({
        code: 'several-images-serve',
        what: `It is not clear which image is to be judged at ${name}`,
        why: `${serving.serves} runs ${String(serving.digests.length)} images of ${repository}: ${serving.digests.join(' and ')}`,
        hint: 'Where a deployment is under way, run this again when it is done; else give the digest that you mean.',
      });
  }
}
