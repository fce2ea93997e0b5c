/** The actions confirm and stack-outputs. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { answer } from '../stubbed-stack.ts';
import { step } from './stubbed-scripts.ts';

describe('confirm', () => {
  const confirm = (CONFIRM: string, EVENT = 'workflow_dispatch') =>
    step('confirm/confirm.sh', { NAME: 'production/web', CONFIRM, EVENT });

  test('the name lets through', async () => {
    expect(await confirm('production/web')).toMatchObject({ code: 0, log: 'Confirmed: production/web.\n' });
  });

  test.each([
    ['production', 'production'],
    ['', ''],
    [' production/web', ' production/web'],
    ['Production/web', 'Production/web'],
    ['production/web\n::set-output name=a::b`$(id)', "production/web?::set-output name=a::b'$(id)"],
    ['100%0A', '100%250A'],
  ])('%j does not', async (typed, shown) => {
    expect(await confirm(typed)).toMatchObject({
      code: 1,
      log: `::error title=destroy::confirm must be production/web, the name of what is to be destroyed, but is \`${shown}\`: nothing was planned or destroyed.\n`,
    });
  });

  test('no event but a person', async () => {
    const { code, log } = await confirm('production/web', 'push');
    expect(code).toBe(1);
    expect(log).toContain('only when a person has started it, on workflow_dispatch, but the event is push');
  });
});

describe('stack-outputs', () => {
  test('those of the three stacks stand in a file', async () => {
    await answer('output', `echo 'NAME_OF_'"$(echo "\${PWD##*/}" | tr a-z A-Z)"' = "x"'; echo 'other = "y"'`);
    const { code, outputs } = await step('stack-outputs/outputs.sh');
    expect(code).toBe(0);
    expect(await readFile(outputs.file ?? '', 'utf8')).toBe(
      'NAME_OF_REGISTRY="x"\nNAME_OF_PLATFORM="x"\nNAME_OF_SERVICE="x"\n',
    );
  });

  test('a stack without any is told of', async () => {
    await answer(
      'output',
      `case $PWD in */service) echo 'Warning: No outputs found' ;; *) echo 'A = "b"' ;; esac`,
    );
    const { code, log } = await step('stack-outputs/outputs.sh');
    expect(code).toBe(0);
    expect(log).toBe(
      '::warning title=publish::Not published: what the release workflow reads of service, which has no outputs yet.\n',
    );
  });

  test.each([
    [`echo 'Warning: No outputs found'`, 'No stack has outputs yet, so there is nothing to publish'],
    ['exit 1', "The outputs of the stack registry can't be read"],
  ])('%s is red', async (shell, words) => {
    await answer('output', shell);
    const { code, log, outputs } = await step('stack-outputs/outputs.sh');
    expect(code).toBe(1);
    expect(log).toContain(words);
    expect(outputs).toEqual({});
  });
});
