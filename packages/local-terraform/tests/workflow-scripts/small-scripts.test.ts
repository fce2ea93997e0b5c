/** The actions confirm and stack-outputs. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { answer } from '../stubbed-stack.ts';
import { step } from './stubbed-scripts.ts';

describe('confirm', () => {
  const confirm = (CONFIRM: string, EVENT = 'workflow_dispatch', STACKS = 'service') =>
    step('confirm/confirm.sh', { CONFIRM, EVENT, STACKS });

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

  test('with platform among the stacks it is the environment', async () => {
    const stacks = 'service,platform registry';
    expect(await confirm('production', 'workflow_dispatch', stacks)).toMatchObject({
      code: 0,
      log: 'Confirmed: production.\n',
    });
    const { code, log } = await confirm('production/web', 'workflow_dispatch', stacks);
    expect(code).toBe(1);
    expect(log).toContain(
      'confirm must be production, the name of the environment, because network, load balancer and cluster of all its services go with the stack platform, but is `production/web`: nothing was planned or destroyed.',
    );
  });

  test('stacks that there are none of are refused first', async () => {
    const { code, log } = await confirm('production/web', 'workflow_dispatch', 'all');
    expect(code).toBe(1);
    expect(log).toContain('stacks must be some of registry, platform and service');
  });

  test('no event but that which somebody types on', async () => {
    const { code, log } = await confirm('production/web', 'push');
    expect(code).toBe(1);
    expect(log).toContain(
      'This workflow runs only on workflow_dispatch, where somebody types what is to be destroyed, but the event is push',
    );
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

  test('what is said beside them is no command', async () => {
    await answer('output', `echo '::set-output name=x::y' >&2; echo 'A = "b"'`);
    const { log } = await step('stack-outputs/outputs.sh');
    const [, token = ''] = /::stop-commands::([0-9a-f]{32})\n/.exec(log) ?? [];
    expect(log.split(`::stop-commands::${token}\n`)[1]?.split(`::${token}::`)[0]).toContain('::set-output');
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
