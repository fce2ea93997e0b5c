/** A way back that is asked for before ECS has named the deployment that is to be turned back. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { ServiceState } from '../src/observations.ts';
import type { Services } from '../src/ports.ts';

const name = { cluster: 'main', service: 'web' };

describe('a way back that is asked for before ECS names the deployment', () => {
  const slow: Scenario['ecs'] = { behaviours: { 42: { startsAfter: 600_000 } } };
  const request = { timeout: 20_000 };

  test('is followed once ECS names its own', async () => {
    const { end, ecs } = await play({ ecs: { ...slow, namesDeploymentAfter: 30_000 }, request });
    expect(end.kind).toBe('rolled-back');
    expect(end.giveBack?.deployment).toBe((await ecs.ports.services.describe(name))?.deployment);
  });

  test('does not take the deployment before ours for it', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock, slow);
    const first = (await ecs.ports.services.describe(name))?.deployment;
    const begun = clock.now();
    const shown = (service: ServiceState): ServiceState =>
      clock.now() - begun < 60_000 ? { ...service, deployment: first } : service;
    const services: Services = {
      describe: async (of) => {
        const service = await ecs.ports.services.describe(of);
        return service && shown(service);
      },
      update: async (of, asked) => shown(await ecs.ports.services.update(of, asked)),
    };
    const { end } = await play({ request, ports: { services } }, clock, ecs);
    expect(end.kind).toBe('rolled-back');
    expect(end.giveBack?.deployment).toBe((await ecs.ports.services.describe(name))?.deployment);
  });
});
