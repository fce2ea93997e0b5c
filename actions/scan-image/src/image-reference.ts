/** Which image is judged, as a workflow names it: its digest, a tag, or the service that serves with it. */
import { digest, matching, Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { hintForArn, readEcsService, type EcsService } from './ecs-service.ts';

export type ImageReference =
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | ({ readonly kind: 'service' } & EcsService);

const tag = matching(/^\w[\w.-]{0,127}$/, 'a tag');

export const imageReference: Parser<ImageReference> = {
  expects: `${digest.expects}, a tag, or \`ecs:cluster/service\``,
  read: (text) => {
    if (text.startsWith('sha256:')) return { kind: 'digest', digest: digest.read(text) };
    if (text.startsWith('ecs:')) return { kind: 'service', ...readEcsService(text.slice('ecs:'.length)) };
    if (text.startsWith('arn:')) throw new Unreadable(hintForArn(text));
    if (text.includes('@')) throw new Unreadable('give only what stands behind the @');
    return { kind: 'tag', tag: tag.read(text) };
  },
};
