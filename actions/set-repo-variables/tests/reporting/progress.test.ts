/** What the log says while variables are written, and that the report does not say it again. */
import { expect, test } from '@jest/globals';
import { jumpingClock } from '@slipway/test-kit/jumping-clock';
import { loggedProgress } from '../../src/reporting/progress.ts';
import { reportOf } from '../../src/reporting/report.ts';
import { shownWith } from '../../src/reporting/shown-value.ts';
import { memoryVariables, type MemoryVariables } from '../memory-variables.ts';
import { set } from '../wishes.ts';

/** With the time in seconds at which each line comes; the report comes at the end. */
async function logOf(
  values: Readonly<Record<string, string>>,
  store: MemoryVariables,
): Promise<readonly string[]> {
  const clock = jumpingClock(0);
  const lines: string[] = [];
  const info = (line: string): void => void lines.push(`${String(clock.now() / 1000)} ${line}`);
  const progress = loggedProgress({ info }, shownWith([]), ['A']);
  const result = await set(values, store, { world: { clock, progress } });
  reportOf(result, [], { inQuotes: ['A'], isTold: progress.isTold }).lines.forEach(info);
  return lines;
}

const quotes = '0 A: the quotes around its value in `variables` are part of the value';

test('the plan comes first, then each variable when it is done, and the end says none of them again', async () => {
  const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`V${String(index)}`, 'x']));
  const log = await logOf({ SAME: 'x', ...many }, memoryVariables({ SAME: 'x' }));
  expect([...log.slice(0, 4), ...log.slice(-4)]).toEqual([
    quotes,
    '0 Planned for team/web: 17 to create, 0 to update, 1 unchanged; about 2 s',
    '0   unchanged SAME = x',
    '0   created   V0 = x',
    '0   created   V14 = x',
    '1   created   V15 = x',
    '2   created   V16 = x',
    '2 Variables of team/web: 17 created, 0 updated, 1 unchanged',
  ]);
  expect(log).toHaveLength(21);
});

test('more than a minute is told in minutes', async () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`V${String(index)}`, 'x']));
  expect((await logOf(many, memoryVariables()))[1]).toMatch(
    '100 to create, 0 to update, 0 unchanged; about 1 min 25 s',
  );
});

test('where nothing is to be written there is no plan, and the end comes first', async () => {
  expect(await logOf({ A: '1' }, memoryVariables({ A: '1' }))).toEqual([
    quotes,
    '0 Variables of team/web: 0 created, 0 updated, 1 unchanged',
    '0   unchanged A = 1',
  ]);
});

test('what stops in the middle is told behind what was done', async () => {
  const store = memoryVariables(
    {},
    {
      before: (call) => {
        if (call === 'create B') throw new Error('broken');
      },
    },
  );
  expect((await logOf({ A: '1', B: '2' }, store)).slice(1)).toEqual([
    '0 Planned for team/web: 2 to create, 0 to update, 0 unchanged',
    '0   created   A = 1',
    '0 Variables of team/web: 1 created, 0 updated, 0 unchanged, 1 not reached',
    '0   not done  B',
  ]);
});
