/** terraform/stack and what must not be lost in the bucket of the states: the state of bootstrap there, and those of other stacks. */
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { answer, asked, commands, folder, green, keep, stack } from './stubbed-stack.ts';

const here = 'terraform/.data/production/bootstrap/first.tfstate';
const state = (lineage: string, serial: number, outputs = String(serial)): string =>
  `{\n  "version": 4,\n  "serial": ${String(serial)},\n  "lineage": "${lineage}",\n  "outputs": { ${outputs} },\n  "check_results": ["${lineage}"]\n}\n`;

/** What is in the bucket, as Terraform prints it; nothing else has a state. */
const inBucket = async (text: string): Promise<void> => {
  await keep('pulled', text);
  await answer('state', `case "$2 $PWD" in 'pull '*/bootstrap*) cat "$STUB/pulled" ;; esac`);
};

test.each([
  ['of another lineage', state('theirs', 4), undefined],
  ['of another lineage with the same serial', state('theirs', 9, 'of theirs'), undefined],
  ['that somebody wrote until its serial was that of the one here', state('mine', 9, 'of theirs'), 'mine 4'],
  ['that somebody wrote after it was copied', state('mine', 5), 'mine 4'],
  ['that is newer', state('mine', 12), 'mine 4'],
  ['that is older, and was never copied', state('mine', 8), undefined],
  ['that tells no lineage', '{\n  "serial": 8\n}\n', undefined],
])('a state in the bucket %s is not overwritten', async (_, there, copied) => {
  await keep(here, state('mine', 9));
  if (copied !== undefined) await keep(`${here}.copied`, `${copied}\n`);
  await inBucket(there);
  for (const word of ['apply', 'destroy', 'plan']) {
    const { code, printed } = await stack(`bootstrap production ${word}`);
    expect(code).toBe(2);
    expect(printed).toContain(`serial 9 of lineage mine in ${join(folder, here)}, and serial `);
    expect(printed).toContain('as bootstrap.tfstate in the bucket slipway-state-444455556666');
    expect(printed).toContain(`To go on from the bucket, move ${join(folder, here)} away`);
  }
  expect(new Set(await commands())).toEqual(new Set(['init -input=false', 'state pull']));
  await expect(readFile(join(folder, here), 'utf8')).resolves.toBe(state('mine', 9));
});

test.each([
  ['none', state('', 0), undefined],
  ['nothing at all', '', undefined],
  ['the one that is here', state('mine', 9), undefined],
  ['the one that is here, under the lineage that a move gave it', state('moved', 1, '9'), undefined],
  ['the one that was copied here', state('mine', 4), 'mine 4'],
])('where the bucket has %s, an apply goes on from the state here', async (_, there, copied) => {
  await keep(here, state('mine', 9));
  if (copied !== undefined) await keep(`${here}.copied`, `${copied}\n`);
  await inBucket(there);
  green(await stack('bootstrap production apply'));
  const left = await readdir(join(folder, here, '..'));
  expect(left.filter((name) => name.startsWith('first.tfstate'))).toEqual(['first.tfstate.moved']);
});

test('an apply after an interrupted move changes the state here, and moves it all the same', async () => {
  await keep(here, state('mine', 9));
  await inBucket(state('moved', 1, '9'));
  await keep('later', state('mine', 10));
  await answer('apply', `cp "$STUB/later" "$STUB/${here}"`);
  green(await stack('bootstrap production apply'));
  await expect(readFile(join(folder, `${here}.moved`), 'utf8')).resolves.toBe(state('mine', 10));
});

test('what was copied is forgotten with the state here', async () => {
  await keep(`${here}.copied`, 'theirs 4\n');
  green(await stack('bootstrap production plan'));
  expect(await readdir(join(folder, here, '..'))).not.toContain('first.tfstate.copied');
});

test('a state that came into the bucket while it was applied here is not overwritten', async () => {
  await keep(here, state('mine', 9));
  await inBucket(state('', 0));
  await keep('theirs', state('theirs', 1));
  await answer('apply', 'cp "$STUB/theirs" "$STUB/pulled"');
  const { code, printed } = await stack('bootstrap production apply');
  expect(code).toBe(2);
  expect(printed).toContain('and serial 1 of lineage theirs');
  expect(printed).not.toContain('goes on from there');
  expect((await asked()).join('\n')).not.toContain('-force-copy');
});

test('a destroy that fails remembers which state it copied, and goes on only while that is in the bucket', async () => {
  await keep('copy', state('mine', 4));
  await answer(
    'init',
    `for word; do case $word in -backend-config=path=*) [ -f "\${word#*path=}" ] || cp "$STUB/copy" "\${word#*path=}" ;; esac done`,
  );
  await inBucket(state('mine', 4));
  await keep('later', state('mine', 9));
  await answer('destroy', `cp "$STUB/later" "$STUB/${here}"; exit 1`);
  expect((await stack('bootstrap production destroy')).code).toBe(1);
  await expect(readFile(join(folder, `${here}.copied`), 'utf8')).resolves.toBe('mine 4\n');
  expect((await stack('bootstrap production destroy')).code).toBe(1);
  await inBucket(state('mine', 5));
  expect((await stack('bootstrap production destroy')).code).toBe(2);
  await inBucket(state('mine', 4));
  await rm(join(folder, 'destroy'));
  green(await stack('bootstrap production destroy'));
});

const resources = `printf '{\\n  "resources": [\\n    {\\n      "mode": "managed",\\n'`;
const environments = 'terraform/environments';

/** A second environment in the same bucket, one in another, and services by each sign of one. */
async function keepMore(): Promise<void> {
  await keep(
    `${environments}/staging/state.s3.tfbackend`,
    'bucket = "slipway-state-444455556666"\nregion = "eu-west-1"\n',
  );
  await keep(`${environments}/staging/api.registry.tfvars`, '');
  await keep(`${environments}/apart/state.s3.tfbackend`, 'bucket = "elsewhere"\nregion = "eu-west-1"\n');
  await keep(`${environments}/apart/web.tfvars`, '');
  await keep('terraform/.data/production/production/job/registry/init.log', '');
}

test.each(['destroy', 'destroy -target module.github', 'apply -destroy -auto-approve'])(
  'bootstrap … %s while other states in the bucket hold something names them all, in their order',
  async (words) => {
    await keepMore();
    await answer('state', `case $PWD in */bootstrap*) ;; *) ${resources} ;; esac`);
    const { code, printed } = await stack(`bootstrap production ${words}`);
    expect(code).toBe(2);
    const typed = [
      'service production/job',
      'service production/web',
      'registry production/job',
      'registry production/web',
      'platform production',
      'service staging/api',
      'registry staging/api',
      'platform staging',
    ];
    expect(printed).toContain(
      `in this order:${typed.map((each) => `\n  terraform/stack ${each} destroy`).join('')}\n`,
    );
    expect(new Set(await commands())).toEqual(new Set(['init -input=false', 'state pull']));
    expect((await asked()).join('\n')).not.toContain('-migrate-state');
  },
);

test('one that holds something is enough, and what only reads holds nothing', async () => {
  await answer(
    'state',
    `case $PWD in */platform/look) ${resources} ;; *) ${resources} | sed s/managed/data/ ;; esac`,
  );
  const { code, printed } = await stack('bootstrap production destroy');
  expect(code).toBe(2);
  expect(printed).toContain('in this order:\n  terraform/stack platform production destroy\n');
});

test('a destroy that goes on looks again', async () => {
  await keep(here, state('mine', 9));
  await answer('state', `case $PWD in */registry/look) ${resources} ;; esac`);
  const { code, printed } = await stack('bootstrap production destroy');
  expect(code).toBe(2);
  expect(printed).toContain('in this order:\n  terraform/stack registry production/web destroy\n');
});

test('a state that cannot be read is not taken away', async () => {
  await answer('state', `case $PWD in */service/look) echo AccessDenied >&2; exit 1 ;; esac`);
  const { code, printed } = await stack('bootstrap production destroy');
  expect(code).toBe(2);
  expect(printed).toContain(
    "AccessDenied\nterraform/stack: the state of `terraform/stack service production/web` can't be read",
  );
  expect((await asked()).join('\n')).not.toContain('-migrate-state');
});
