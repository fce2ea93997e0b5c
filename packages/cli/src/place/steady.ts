/** Waits until what a world begins with stands, so that a first deployment finds a service as it would in an account. */
import { setTimeout as wait } from 'node:timers/promises';
import { askEcs } from '@slipway/local-aws/ask';
import type { World } from '@slipway/local-aws/world';

/** A world whose service never gets steady is one, too. */
const looks = 100;
const between = 200;

/** All at once: however many services there are, it takes no longer than the slowest. */
export async function untilSteady(cloud: string, { services }: World): Promise<void> {
  const wanted = services.filter(({ desiredCount }) => desiredCount > 0);
  await Promise.all(wanted.map(({ cluster, name }) => untilOneIs(cloud, cluster, name)));
}

async function untilOneIs(cloud: string, cluster: string, service: string): Promise<void> {
  for (let look = 0; look < looks && !(await isSteady(cloud, cluster, service)); look += 1)
    await wait(between);
}

async function isSteady(cloud: string, cluster: string, service: string): Promise<boolean> {
  const { services } = await askEcs(cloud, 'DescribeServices', { cluster, services: [service] });
  const [found] = (services ?? []) as readonly {
    readonly deployments?: readonly { readonly rolloutState?: string }[];
  }[];
  return found?.deployments?.every(({ rolloutState }) => rolloutState === 'COMPLETED') ?? true;
}
