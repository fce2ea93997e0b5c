/** What is told aside is said in its turn, in its order. */
import { expect, test } from '@jest/globals';
import { aside } from '../src/aside.ts';

test('it keeps everything until its turn, and nothing after', () => {
  const said: string[] = [];
  const say =
    (how: string) =>
    (text: unknown): void =>
      void said.push(`${how} ${String(text)}`);
  const to = { act: say('act'), say: say('say'), good: say('good'), bad: say('bad'), log: say('log') };
  const { narrator, tell } = aside({ ...to, table: say('table') });
  narrator.say('1');
  narrator.good('2');
  narrator.bad('3');
  narrator.log('4');
  narrator.table([['5']]);
  narrator.act('6');
  expect(said).toEqual([]);
  tell();
  narrator.say('7');
  expect(said).toEqual(['say 1', 'good 2', 'bad 3', 'log 4', 'table 5', 'act 6', 'say 7']);
});
