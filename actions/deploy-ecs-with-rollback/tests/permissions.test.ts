/** What the page says of each permission is true: it is taken away, and the run ends as the page has it. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import type { DoubleOptions } from '@slipway/test-kit/ecs-double/state';
import { deploy, dying } from './world.ts';

const list = readFileSync(new URL('../page/permissions.yml', import.meta.url), 'utf8');
const row =
  /^- action: (\w+):(\w+)\n {2}why: .*\n(?: {2}given: (\S+)=(\S+)\n)?(?: {2}mode: \S+\n)? {2}healthy: (\S+)\n {2}dying: (\S+)$/gm;
const permissions = [...list.matchAll(row)].map(
  ([, service = '', call = '', input, value = '', healthy = '', died = '']) =>
    [`${service}:${call}`, call, input === undefined ? {} : { [input]: value }, [healthy, died]] as const,
);

test('the page lists them', () => {
  expect(permissions).toHaveLength(list.split('- action:').length - 1);
  expect(permissions.length).toBeGreaterThan(10);
});

function without(
  call: string,
  values: Readonly<Record<string, string>>,
  ecs: DoubleOptions,
): ReturnType<typeof deploy> {
  const denied = setupFailure({ code: 'access-denied', what: `AWS denied ${call}` });
  const tail = async (): Promise<never> => {
    throw denied;
  };
  return deploy({
    values,
    // With a load balancer, so that it is asked for.
    ecs: { ...ecs, balancer: {} },
    before: (double) => double.fail(call, 9999, denied),
    world: call === 'GetLogEvents' ? { containerLogs: { tail } } : {},
  });
}

test.each(permissions)('without %s', async (_, call, values, expected) => {
  const ends = [await without(call, values, {}), await without(call, values, dying)];
  expect(ends.map(({ result }) => result.run.end.kind)).toEqual(expected);
});
