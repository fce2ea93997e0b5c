/** How a build gets to the registry: without a tag wherever the builder can, for tags are put by this action's own rules. */
import type { BuildPlan, Push } from '@slipway/docker/build-plan';
import { canPushByDigest } from '@slipway/docker/builder-able';
import type { Builder } from '@slipway/docker/docker';
import type { Request } from './request.ts';
import type { BuildPlace } from './wanted-build.ts';

/** @param tag the first of those that are wanted. */
export function pushOf(
  plan: Pick<BuildPlan, 'platforms'>,
  { registryHost, repository }: BuildPlace,
  builder: Builder,
  tag: string,
): Push {
  const name = `${registryHost}/${repository}`;
  return canPushByDigest(plan, builder)
    ? { kind: 'by-digest', name }
    : { kind: 'by-tag', reference: `${name}:${tag}` };
}

/** What a build that is pushed under a tag may do against the rules; undefined when it can't. */
export function overwriteHint(
  { push }: Pick<BuildPlan, 'push'>,
  { name }: Builder,
  { isImmutable }: { readonly isImmutable: (tag: string) => boolean },
  { ifTagExists }: Pick<Request, 'ifTagExists'>,
): string | undefined {
  if (push.kind === 'by-digest' || ifTagExists === 'overwrite') return undefined;
  const tag = push.reference.slice(push.reference.lastIndexOf(':') + 1);
  if (isImmutable(tag)) return undefined;
  return `The builder ${name} puts the tag ${tag} by itself at the end of the build: what another run puts there until then is overwritten.`;
}
