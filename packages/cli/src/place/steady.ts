/** Waits until what a world begins with stands, so that a first deployment finds a service as it would in an account. */
import { setTimeout as wait } from 'node:timers/promises';
import { askEcs } from '@slipway/local-aws/ask';
import type { World } from '@slipway/local-aws/world';

/** A world whose service never gets steady is one, too. */
const looks = 100;
const between = 200;

export async function untilSteady(cloud: string, { services }: World): Promise<void> {
  for (const { cluster, name } of services.filter(({ desiredCount }) => desiredCount > 0)) {
    for (let look = 0; look < looks && !(await isSteady(cloud, cluster, name)); look += 1)
      await wait(between);
  }
}

async function isSteady(cloud: string, cluster: string, service: string): Promise<boolean> {
  const { services } = await askEcs(cloud, 'DescribeServices', { cluster, services: [service] });
  const [found] = (services ?? []) as readonly {
    readonly deployments?: readonly { readonly rolloutState?: string }[];
  }[];
  return found?.deployments?.every(({ rolloutState }) => rolloutState === 'COMPLETED') ?? true;
}
