/** How much of a log becomes evidence: a program may write megabytes on one line. */
import { expect, test } from '@jest/globals';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';

async function logOf(lines: readonly string[]): Promise<readonly string[]> {
  const { end } = await play({
    ecs: { behaviours: { 42: { diesAfter: 3000 } } },
    ports: { containerLogs: { tail: async () => lines } },
  });
  const log = end.evidence?.log;
  return log?.kind === 'found' ? log.value.lines : [];
}

test('a line of a log is cut at a thousand characters', async () => {
  expect(await logOf(['start', 'x'.repeat(8000)])).toEqual(['start', `${'x'.repeat(999)}…`]);
});

test('a line of a thousand characters is kept whole', async () => {
  expect(await logOf(['x'.repeat(1000)])).toEqual(['x'.repeat(1000)]);
});

test('of a long log the newest lines are kept, twelve thousand characters of them', async () => {
  const lines = Array.from({ length: 20 }, (_, at) => String(at).padStart(900, '.'));
  expect(await logOf(['oldest', ...lines])).toEqual(lines.slice(-13));
});
