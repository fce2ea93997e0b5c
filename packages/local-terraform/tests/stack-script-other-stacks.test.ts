/** terraform/stack and the other stacks: their outputs together, and those that have to be there first. */
import { expect, test } from '@jest/globals';
import { answer, asked, commands, noBucket, stack } from './stubbed-stack.ts';

test('outputs are those of all four stacks', async () => {
  await answer('output', `echo 'NAME_OF = "'"\${PWD##*/}"'"'; echo 'AWS_ROLE = tostring(null)'`);
  const { code, printed } = await stack('outputs production/web');
  expect(code).toBe(0);
  expect(printed).toBe('NAME_OF="bootstrap"\nNAME_OF="registry"\nNAME_OF="platform"\nNAME_OF="service"\n');
});

test('outputs of a stack without any are refused, and none are printed', async () => {
  await answer(
    'output',
    `case $PWD in */platform) echo 'Warning: No outputs found' ;; *) echo 'A = "b"' ;; esac`,
  );
  const { code, printed } = await stack('outputs production/web');
  expect(code).toBe(2);
  expect(printed).toBe(
    'terraform/stack: terraform/stack platform production apply first: the stack platform has no outputs yet.\n',
  );
});

test('outputs fail when Terraform does', async () => {
  await answer('output', `echo 'A = "b"'; echo no rights >&2; exit 1`);
  expect(await stack('outputs production/web')).toEqual({ code: 1, printed: 'no rights\n' });
});

test('a stack before bootstrap says so', async () => {
  await answer('init', noBucket);
  const { code, printed } = await stack('platform production apply');
  expect(code).toBe(2);
  expect(printed).toContain(
    'terraform/stack bootstrap production apply first: the bucket slipway-state-444455556666',
  );
});

const first = (needing: string, needed: string, target: string): string =>
  `terraform/stack: the stack ${needing} needs what the stack ${needed} makes: terraform/stack ${needed} ${target} apply first.\n`;

test('a run that fails for want of other stacks says what to type', async () => {
  await answer('apply', `echo 'Error: couldn'"'"'t find resource'; exit 1`);
  await answer('output', `echo 'Warning: No outputs found'`);
  const { code, printed } = await stack('service production/web apply');
  expect(code).toBe(1);
  expect(printed).toBe(
    `Error: couldn't find resource\n${first('service', 'bootstrap', 'production')}${first('service', 'registry', 'production/web')}${first('service', 'platform', 'production')}`,
  );
});

test('those that are there, or that may not be read, are not named', async () => {
  await answer('plan', 'exit 1');
  await answer('output', `case $PWD in */bootstrap/look) exit 1 ;; */registry/look) echo 'A = "b"' ;; esac`);
  const { code, printed } = await stack('service production/web plan');
  expect(code).toBe(1);
  expect(printed).toBe(first('service', 'platform', 'production'));
  const inits = (await asked()).filter((line) => line.startsWith('init'));
  const had = '|-plugin-dir=‹folder›/terraform/.data/production/production/web/service/providers|';
  expect(inits.map((line) => line.endsWith(had))).toEqual([false, true, true, true]);
});

test.each(['registry production/web', 'platform production'])(
  '%s needs bootstrap alone',
  async (stackAndTarget) => {
    await answer('plan', 'exit 1');
    const { printed } = await stack(`${stackAndTarget} plan`);
    expect(printed).toBe(first(stackAndTarget.replace(/ .*/, ''), 'bootstrap', 'production'));
  },
);

test.each([
  ['service production/web plan -detailed-exitcode', 'plan', 2],
  ['service production/web state list', 'state', 1],
])('%s that ends so looks for no other stack', async (words, command, code) => {
  await answer(command, `exit ${String(code)}`);
  expect(await stack(words)).toEqual({ code, printed: '' });
  expect(await commands()).toHaveLength(2);
});
