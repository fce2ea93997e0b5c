/** A container may log what it likes: in the step's log, outputs and annotations it stays text on its own line. */
import { expect, test } from '@jest/globals';
import { inertLines } from '@slipway/action-kit/untrusted';
import { dying, step } from './world.ts';

test('what a container wrote stays text: no command, no line of its own, no terminal escape', async () => {
  const log = ['::error::x', '##[group]y', '\u001b[31mred\n::set-output name=outcome::succeeded'];
  const { runner } = await step({ ecs: dying, log });
  const told = [...runner.log.lines, runner.outputs.reason ?? ''];
  expect(told.filter((line) => ['\n', '\r', '\u001b'].some((each) => line.includes(each)))).toEqual([]);
  expect(runner.log.lines.flatMap(inertLines).filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
  expect(runner.log.lines).toContain('  red ::set-output name=outcome::succeeded');
  expect(runner.annotations[0]?.message.split('\n')).toHaveLength(2);
});
