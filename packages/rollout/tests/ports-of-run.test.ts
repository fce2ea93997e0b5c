/** What one run learns of ECS: it stays with that run, and a look that was denied says nothing to the next one. */
import { expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { next, play, request } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { definesChecks } from '../src/looking/health-checks.ts';
import type { Ports } from '../src/ports.ts';
import { portsOfRun } from '../src/ports-of-run.ts';

const start = { kind: 'planning', request, wanted: next } as const;
const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:DescribeTaskDefinition' });
const healthCheck = { command: ['CMD', 'true'] };

/** ECS with a revision that has a health check, and how often it was asked for its document. */
async function checked(): Promise<{
  readonly ports: Ports;
  readonly arn: string;
  readonly asked: () => number;
}> {
  const { ecs, clock } = await play({});
  const arn = ecs.register({
    family: 'web',
    containerDefinitions: [{ name: 'web', image: 'w', healthCheck }],
  });
  ecs.fail('DescribeTaskDefinition', 1, denied);
  const before = ecs.calls.length;
  const log = { info: () => undefined, debug: () => undefined, mask: () => undefined };
  const ports = { ...ecs.ports, clock, log: { ...log, group: (_: string, body: () => unknown) => body() } };
  const asked = () => ecs.calls.slice(before).filter((call) => call === 'DescribeTaskDefinition').length;
  return { ports: ports as unknown as Ports, arn, asked };
}

test('a document that one run may not look at, another run looks at', async () => {
  const { ports, arn } = await checked();
  expect(await definesChecks(arn, portsOfRun(ports, start))).toBe(false);
  expect(await definesChecks(arn, portsOfRun(ports, start))).toBe(true);
});

test('what a run was told, or denied, it does not ask again', async () => {
  const { ports, arn, asked } = await checked();
  for (const run of [portsOfRun(ports, start), portsOfRun(ports, start)]) {
    const before = asked();
    await definesChecks(arn, run);
    await definesChecks(arn, portsOfRun(run, start));
    expect(asked() - before).toBe(1);
  }
});
