/** ARNs and ids of Application Auto Scaling, and how it names a service of ECS. Equal names have equal ones. Pure. */
import { createHash } from 'node:crypto';
import type { ServicePlace } from '../ports.ts';
import type { World } from '../world.ts';

export type Account = Pick<World, 'account' | 'region'>;

/** The one dimension that is known here. */
export const dimension = 'ecs:service:DesiredCount';

/** `service/harbour/web`; undefined when it is none. */
export function placeOf(resourceId: string): ServicePlace | undefined {
  const [, cluster, service] = /^service\/([^/]+)\/([^/]+)$/.exec(resourceId) ?? [];
  return cluster === undefined || service === undefined ? undefined : { cluster, service };
}

export const resourceIdOf = ({ cluster, service }: ServicePlace): string => `service/${cluster}/${service}`;

/** @param resourceId `service/harbour/web` */
export const scalableTargetArn = ({ account, region }: Account, resourceId: string): string =>
  `arn:aws:application-autoscaling:${region}:${account}:scalable-target/${scalableTargetId(resourceId)}`;

export const scalableTargetId = (resourceId: string): string => digits(resourceId).slice(0, 36);

export const scalingPolicyArn = ({ account, region }: Account, resourceId: string, name: string): string =>
  `arn:aws:autoscaling:${region}:${account}:scalingPolicy:${uuidOf(`${resourceId} ${name}`)}:resource/ecs/${resourceId}:policyName/${name}`;

export const serviceLinkedRole = ({ account }: Account): string =>
  `arn:aws:iam::${account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`;

/** In the form of a UUID. */
export function uuidOf(seed: string): string {
  const hex = digits(seed);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return parts.join('-');
}

const digits = (seed: string): string => createHash('sha256').update(seed).digest('hex');
