/** terraform/stack and the state of bootstrap, which is kept here until the bucket that bootstrap makes is there, and comes back for a destroy. */
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { answer, asked, commands, folder, green, keep, last, noBucket, stack } from './stubbed-stack.ts';

/** What it asks for to see that the states of service, registry and platform hold nothing. */
const others = ['init', 'state', 'init', 'state', 'init', 'state'];
const keepsState = `for word; do case $word in -backend-config=path=*)
  file=\${word#-backend-config=path=}
  [ -f "$file" ] || printf '{\\n  "serial": 3,\\n  "lineage": "mine"\\n}\\n' >"$file"
esac done`;
const gone = 'terraform/.data/production/bootstrap/first.tfstate';

test('a first apply keeps the state here, in a copy of the stack, and then moves it to the bucket', async () => {
  await answer('init', `[ -f "$STUB/made" ] || { ${noBucket}; }; ${keepsState}`);
  await answer('apply', 'touch "$STUB/made"; pwd; ls');
  const ran = await stack('bootstrap production apply');
  green(ran);
  expect(ran.printed).toContain('first-run/stacks/bootstrap\nbackend_override.tf\n');
  expect(await commands()).toEqual([
    expect.stringContaining('init -input'),
    expect.stringContaining('init -input'),
    expect.stringContaining('apply -var-file'),
    expect.stringContaining('init -input'),
    'state pull',
    expect.stringContaining('init -input'),
  ]);
  expect(await last()).toContain('|-migrate-state|');
  expect(await readdir(join(folder, 'terraform/.data/production/bootstrap'))).toContain(
    'first.tfstate.moved',
  );
});

test.each(['destroy -auto-approve', 'apply -destroy -auto-approve'])(
  'bootstrap … %s is planned in the bucket before the state comes here',
  async (words) => {
    await answer('init', keepsState);
    await answer('plan', 'echo a plan that nobody asked for');
    const ran = await stack(`bootstrap production ${words}`);
    green(ran);
    expect(ran.printed).not.toContain('nobody asked for');
    const all = await asked();
    expect(all.map((line) => line.split('|')[0])).toEqual([
      'init',
      ...others,
      'plan',
      'init',
      words.split(' ')[0],
      'state',
    ]);
    const plan = all[1 + others.length];
    expect(plan).toContain('github.tfvars|');
    expect(plan).toContain('|-destroy|-input=false|');
    expect(plan).not.toContain('-auto-approve');
    await expect(readFile(join(folder, `${gone}.destroyed`), 'utf8')).resolves.toContain('serial');
  },
);

test('a destroy that Terraform refuses leaves the state in the bucket', async () => {
  await answer('init', keepsState);
  await answer('plan', 'echo deletion_protection is on; exit 1');
  const { code, printed } = await stack('bootstrap production destroy');
  expect(code).toBe(1);
  expect(printed).toContain('deletion_protection is on');
  expect((await commands()).at(-1)).toContain('plan');
  await expect(readFile(join(folder, gone), 'utf8')).rejects.toThrow('ENOENT');
});

test('a destroy that fails says where the state is, and the next goes on from there', async () => {
  await answer('init', keepsState);
  await answer('destroy', 'exit 1');
  const failed = await stack('bootstrap production destroy');
  expect(failed.code).toBe(1);
  expect(failed.printed).toContain(`${gone}, not in its bucket: the next`);
  await rm(join(folder, 'destroy'));
  await rm(join(folder, 'asked'));
  green(await stack('bootstrap production destroy'));
  expect((await asked()).join('\n')).not.toContain('-force-copy');
});

test('a destroy that has taken the key of the bucket goes on from the state that is here', async () => {
  await keep(gone, '{\n  "serial": 3,\n}\n');
  await answer('init', noBucket.replace('NoSuchBucket', 'api error KMS.KMSInvalidStateException'));
  green(await stack('bootstrap production destroy'));
  await rm(join(folder, 'asked'));
  await keep(gone, '{\n  "serial": 3,\n}\n');
  expect((await stack('bootstrap production apply')).code).toBe(1);
  expect(await commands()).toHaveLength(1);
});

test('a destroy that leaves something keeps the state', async () => {
  await answer('init', keepsState);
  await answer('state', '[ "$2" = pull ] || echo aws_s3_bucket.this');
  const { code } = await stack('bootstrap production destroy -target module.github');
  expect(code).toBe(1);
  await expect(readFile(join(folder, gone), 'utf8')).resolves.toContain('serial');
});

test('an interrupt reaches Terraform, nothing goes on after it, and it says where the state is', async () => {
  await answer('init', keepsState);
  await answer('destroy', `trap 'echo stopped; exit 0' INT; echo waiting; while :; do sleep 0.1; done`);
  const interrupt = new AbortController();
  const { code, printed } = await stack('bootstrap production destroy', {
    signal: interrupt.signal,
    onText: (text) => {
      if (text.includes('waiting')) interrupt.abort();
    },
  });
  expect(code).toBe(130);
  expect(printed).toContain('stopped\n');
  expect(printed).toContain(`${gone}, not in its bucket`);
  expect(await last()).toMatch(/^destroy/);
  expect(await readdir(join(folder, 'terraform/stacks/bootstrap'))).not.toContain('backend_override.tf');
});

test.each(['plan -destroy -out=saved', 'plan --out saved -destroy', 'plan -out saved -destroy=true'])(
  'bootstrap … %s is refused',
  async (words) => {
    const { code, printed } = await stack(`bootstrap production ${words}`);
    expect(code).toBe(2);
    expect(printed).toContain('terraform/stack bootstrap production destroy brings the state here first');
    expect(await asked()).toEqual([]);
  },
);

test.each([
  ['bootstrap production', 'plan -out=saved'],
  ['bootstrap production', 'plan -destroy'],
  ['platform production', 'plan -destroy -out=saved'],
])('%s %s is not', async (target, words) => {
  green(await stack(`${target} ${words}`));
  expect(await last()).toContain(words.split(' ').at(-1));
});
