/** ARNs and ids of the local ECS. Ids follow from a counter, so that two equal runs print equal lines. */
import { createHash } from 'node:crypto';
import type { EcsState, Ids } from './model.ts';

type Place = Pick<EcsState, 'account' | 'region'>;

const arn = ({ region, account }: Place, rest: string): string => `arn:aws:ecs:${region}:${account}:${rest}`;

export const clusterArn = (place: Place, name: string): string => arn(place, `cluster/${name}`);

export const serviceArn = (place: Place, cluster: string, name: string): string =>
  arn(place, `service/${cluster}/${name}`);

export const taskDefinitionArn = (place: Place, family: string, revision: number): string =>
  arn(place, `task-definition/${family}:${revision}`);

export const taskArn = (place: Place, cluster: string, id: string): string =>
  arn(place, `task/${cluster}/${id}`);

export const serviceDeploymentArn = (place: Place, cluster: string, service: string, id: string): string =>
  arn(place, `service-deployment/${cluster}/${service}/${id}`);

export const serviceRevisionArn = (place: Place, cluster: string, service: string, id: string): string =>
  arn(place, `service-revision/${cluster}/${service}/${id}`);

/** What stands behind the last slash: the name in an ARN, or the name itself. */
export const lastPart = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);

/** By seed: every cloud of one account draws the same ones, and a simulation makes thousands of clouds. */
const drawn = new Map<string, string[]>();

export function createIds(seed: string): Ids {
  const digests = drawn.get(seed) ?? [];
  drawn.set(seed, digests);
  let counter = 0;
  const next = (): string => {
    counter += 1;
    return (digests[counter] ??= createHash('sha256').update(`${seed}:${counter}`).digest('hex'));
  };
  return {
    hex: () => next().slice(0, 32),
    decimal: () => `${1 + (counter % 9)}${BigInt(`0x${next().slice(0, 20)}`)}`.padEnd(19, '0').slice(0, 19),
  };
}
