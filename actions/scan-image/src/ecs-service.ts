/** An ECS service as inputs name it, `ecs:cluster/service`: what it serves with is judged, or compared with. */
import { Unreadable } from '@slipway/action-kit/parsers';

export interface EcsService {
  readonly cluster: string;
  readonly service: string;
}

/** ECS's own rule for names of clusters and services. */
export const ecsName = /^[A-Za-z0-9_-]{1,255}$/;

/** @param text what stands behind `ecs:`. */
export function readEcsService(text: string): EcsService {
  if (text.startsWith('arn:')) throw new Unreadable(hintForArn(text));
  const [cluster = '', service, ...more] = text.split('/');
  if (service === undefined)
    throw new Unreadable(`a cluster or a service is missing: \`ecs:cluster/service\``);
  if (cluster === '') throw new Unreadable('the cluster is missing before the `/`');
  if (service === '') throw new Unreadable('the service is missing behind the `/`');
  if (more.length > 0 || !ecsName.test(cluster) || !ecsName.test(service))
    throw new Unreadable('names of ECS have letters, digits, `-` and `_`');
  return { cluster, service };
}

/** `arn:aws:ecs:eu-west-1:123456789012:service/main/web`. */
export function hintForArn(text: string): string {
  const [, cluster, service] = /:service\/([A-Za-z0-9_-]+)\/([A-Za-z0-9_-]+)$/.exec(text) ?? [];
  if (cluster === undefined || service === undefined)
    return 'an ARN is not taken: write `ecs:cluster/service`';
  return `an ARN is not taken: write \`ecs:${cluster}/${service}\``;
}

export const inWords = ({ cluster, service }: EcsService): string => `ecs:${cluster}/${service}`;
