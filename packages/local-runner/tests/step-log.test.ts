import { expect, test } from '@jest/globals';
import { createMasks } from '../src/masks.ts';
import { createStepLog, type StepLog } from '../src/step-log.ts';

function logOf(...lines: readonly string[]): StepLog {
  const log = createStepLog(createMasks());
  for (const line of lines) log.read(line);
  return log;
}

test('what is masked stays masked in log, annotations, titles and debug lines', () => {
  const log = logOf(
    '::add-mask::hunter2',
    'it is hunter2',
    '::error title=hunter2::no hunter2',
    '::debug::hunter2',
  );
  expect(log.lines).toEqual(['it is ***', '##[error]no ***']);
  expect(log.annotations).toEqual([{ level: 'error', message: 'no ***', properties: { title: '***' } }]);
  expect(log.debug).toEqual(['::add-mask::***', '***']);
});

test('between stop-commands and its word commands are text', () => {
  const log = logOf('::stop-commands::w0rd', '::error::quoted', '::w0rd::', '::error::real');
  expect(log.lines).toEqual(['::error::quoted', '##[error]real']);
  expect(log.annotations.map(({ message }) => message)).toEqual(['real']);
});

test('groups are shown as the runner shows them', () => {
  expect(logOf('::group::Evidence', 'x', '::endgroup::').lines).toEqual([
    '##[group]Evidence',
    'x',
    '##[endgroup]',
  ]);
});

test('the older set-output and save-state still work', () => {
  const log = logOf('::set-output name=digest::sha256:1', '::save-state name=phase::x');
  expect([...log.outputs, ...log.state]).toEqual([
    ['digest', 'sha256:1'],
    ['phase', 'x'],
  ]);
});

test.each(['::set-env name=PATH::/evil', '::add-path::/evil', '##[set-env name=PATH;]/evil'])(
  '%s is refused and makes the step red',
  (line) => {
    const log = logOf(line);
    expect(log.refused).toBe(true);
    expect(log.annotations[0]?.message).toMatch(/^The `(set-env|add-path)` command is disabled/);
  },
);
