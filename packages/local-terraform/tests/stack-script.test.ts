/**
 * terraform/stack by itself: what it asks of Terraform, and what it does with the state, told by a stub that stands in for
 * Terraform, writes down its arguments and answers as told. The folder's name has a space in it.
 */
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { run, type Ran, type Running } from '../src/programs.ts';

const root = resolve(import.meta.dirname, '../../..');
const stub = `#!/bin/sh
folder=\${1#-chdir=}
shift
cd "$folder"
for word; do printf '%s|' "$word"; done >>"$STUB/asked"
echo >>"$STUB/asked"
if [ -f "$STUB/$1" ]; then . "$STUB/$1"; fi
`;
const noBucket = `case "$*" in *.s3.tfbackend*) echo 'Error: NoSuchBucket'; exit 1 ;; esac`;
const keepsState = `for word; do case $word in -backend-config=path=*)
  file=\${word#-backend-config=path=}
  [ -f "$file" ] || printf '{\\n  "serial": 3,\\n}\\n' >"$file"
esac done`;
const gone = 'terraform/.data/production/bootstrap/first.tfstate';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway stack '));
  await cp(join(root, 'terraform'), join(folder, 'terraform'), {
    recursive: true,
    filter: (path) => !path.includes('/.data') && !path.includes('/.terraform'),
  });
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/terraform'), stub);
  await chmod(join(folder, 'bin/terraform'), 0o755);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function stack(args: string, running: Partial<Running> = {}): Promise<Ran> {
  const env = { PATH: `${join(folder, 'bin')}:${String(process.env.PATH)}`, STUB: folder, ...running.env };
  const words = args === '' ? [] : args.split(' ');
  return run(join(folder, 'terraform/stack'), words, { cwd: folder, ...running, env });
}

/** What the stub does, in shell, when it is asked for this command. */
async function answer(command: string, shell: string): Promise<void> {
  await writeFile(join(folder, command), shell);
}

async function keep(path: string, content: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** The commands that Terraform was asked for, one a line, with `‹folder›` for where everything is. */
async function asked(): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'asked'), 'utf8').catch(() => '');
  return text.replaceAll(folder, '‹folder›').split('\n').slice(0, -1);
}

const commands = async (): Promise<readonly string[]> =>
  (await asked()).map((line) => line.split('|').slice(0, 2).join(' ').trim());

async function last(): Promise<string> {
  return (await asked()).at(-1) ?? '';
}

const green = (ran: Ran): void => {
  expect(ran).toMatchObject({ code: 0 });
};

test('without arguments it says how it is used', async () => {
  const { code, printed } = await stack('');
  expect(code).toBe(2);
  expect(printed).toContain('terraform/stack bootstrap ‹environment›');
});

test('an unknown environment is refused with those that there are', async () => {
  const { code, printed } = await stack('platform staging plan');
  expect(code).toBe(2);
  expect(printed).toContain('there is no environment staging');
  expect(printed).toContain('environments: production): copy the folder terraform/environments/production');
});

test.each(['-var x=y', '-target x', '-var-file x', '-replace x', '-auto-approve', '-lock-timeout 10s'])(
  'an apply %s keeps the values of its environment',
  async (words) => {
    await keep('terraform/stacks/platform/x', '');
    green(await stack(`platform production apply ${words}`));
    expect(await last()).toBe(
      `apply|-var-file=‹folder›/terraform/environments/production/platform.tfvars|${words.replace(' ', '|')}|`,
    );
  },
);

test('a saved plan is applied without values, which it holds', async () => {
  await keep('terraform/stacks/platform/saved', '');
  green(await stack('platform production apply -auto-approve saved'));
  expect(await last()).toBe('apply|-auto-approve|saved|');
});

test('relative places are those of the folder where it was called', async () => {
  await cp(join(folder, 'terraform/environments'), join(folder, 'of mine'), { recursive: true });
  const env = { SLIPWAY_ENVIRONMENTS: 'of mine', SLIPWAY_TERRAFORM_DATA: 'data' };
  green(await stack('platform production plan', { env }));
  expect(await last()).toBe('plan|-var-file=‹folder›/of mine/production/platform.tfvars|');
  expect(await readdir(join(folder, 'data/production/production'))).toEqual(['platform']);
});

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
  ]);
  expect(await last()).toContain('|-migrate-state|');
  expect(await readdir(join(folder, 'terraform/.data/production/bootstrap'))).toContain(
    'first.tfstate.moved',
  );
});

test('an override that was left beside the stack is removed', async () => {
  await keep('terraform/stacks/bootstrap/backend_override.tf', '');
  green(await stack('bootstrap production plan'));
  expect(await readdir(join(folder, 'terraform/stacks/bootstrap'))).not.toContain('backend_override.tf');
});

test.each(['destroy -auto-approve', 'apply -destroy -auto-approve'])(
  'bootstrap … %s is planned in the bucket before the state comes here',
  async (words) => {
    await answer('init', keepsState);
    await answer('plan', 'echo a plan that nobody asked for');
    const ran = await stack(`bootstrap production ${words}`);
    green(ran);
    expect(ran.printed).not.toContain('nobody asked for');
    expect((await asked()).map((line) => line.split('|')[0])).toEqual([
      'init',
      'plan',
      'init',
      words.split(' ')[0],
      'state',
    ]);
    const plan = (await asked())[1];
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
  expect(await commands()).toHaveLength(2);
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
  await answer('state', 'echo aws_s3_bucket.this');
  const { code } = await stack('bootstrap production destroy -target module.github');
  expect(code).toBe(1);
  await expect(readFile(join(folder, gone), 'utf8')).resolves.toContain('serial');
});

test.each(['apply', 'destroy'])('%s with a state older than that of the bucket is refused', async (word) => {
  await keep(gone, '{\n  "serial": 3,\n}\n');
  await answer('state', `printf '{\\n  "serial": 5,\\n}\\n'`);
  const { code, printed } = await stack(`bootstrap production ${word}`);
  expect(code).toBe(2);
  expect(printed).toContain('(serial 3) is older than the one in the bucket (serial 5)');
  expect(await commands()).toEqual([expect.stringContaining('init'), 'state pull']);
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

test('a signal that was aborted before starts nothing', async () => {
  await expect(stack('platform production plan', { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  expect(await asked()).toEqual([]);
});

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
    'terraform/stack bootstrap production apply first: the bucket slipway-state-111122223333',
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

test.each([
  ['platform prod:uction', 'the environment must be', 'but is `prod:uction` in `prod:uction`'],
  ['platform production:', 'the environment must be', 'but is `production:` in `production:`'],
  ['service Production/web', 'the environment must be', 'but is `Production` in `Production/web`'],
  ['service /web', 'the environment must be', 'but is `` in `/web`'],
  ['service production/web/x', 'the service must be', 'but is `web/x` in `production/web/x`'],
  ['outputs production/web-', 'the service must be', 'but is `web-` in `production/web-`'],
  ['service production/-web', 'the service must be', 'but is `-web` in `production/-web`'],
  ['service production/w--b', 'the service must be up to 16', 'but is `w--b` in `production/w--b`'],
  ['registry production/platform', "can't be named platform", 'platform.tfvars'],
  ['platform pro--duction', 'the environment must be 2 to 16', 'but is `pro--duction` in `pro--duction`'],
  ['platform p', 'the environment must be 2 to 16', 'but is `p` in `p`'],
  ['platform a1234567890123456', 'the environment must be', 'in `a1234567890123456`'],
  ['service production/', 'service is of a service', 'such as production/web, instead of production/'],
  ['platform production/', 'belongs to no service', 'write production instead of production/'],
])('%s is refused by name', async (words, sentence, value) => {
  const { code, printed } = await stack(`${words} apply`);
  expect(code).toBe(2);
  expect(printed).toContain(sentence);
  expect(printed).toContain(value);
  expect(await asked()).toEqual([]);
});

test.each([
  ['service production/web', 'web.tfvars', 'web.tfvars'],
  ['service production/api', 'api.tfvars', 'web.tfvars'],
  ['platform production', 'platform.tfvars', 'platform.tfvars'],
  ['registry production/web', 'github.tfvars', 'github.tfvars'],
  ['bootstrap production', 'github.tfvars', 'github.tfvars'],
])('%s without %s is refused', async (words, file, shipped) => {
  const path = join(folder, 'terraform/environments/production', file);
  await rm(path, { force: true });
  const { code, printed } = await stack(`${words} apply`);
  expect(code).toBe(2);
  expect(printed).toBe(
    `terraform/stack: ${path} is missing: copy terraform/environments/production/${shipped} to it and correct its values.\n`,
  );
  expect(await asked()).toEqual([]);
});

test.each(['registry production/web', 'bootstrap production'])(
  '%s needs no values of its own',
  async (words) => {
    await rm(join(folder, 'terraform/environments/production/bootstrap.tfvars'));
    green(await stack(`${words} plan`));
    expect(await last()).toBe('plan|-var-file=‹folder›/terraform/environments/production/github.tfvars|');
  },
);

test('what a service says of itself holds before what is said for all', async () => {
  await keep('terraform/environments/production/api.registry.tfvars', '');
  green(await stack('registry production/api plan'));
  expect(await last()).toMatch(/\|[^|]*github\.tfvars\|[^|]*api\.registry\.tfvars\|$/);
});

test('emulators are told what they can do', async () => {
  const env = { SLIPWAY_EMULATED: 'true', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:5000' };
  green(await stack('platform production plan', { env }));
  expect(await last()).toContain('|-var-file=‹folder›/terraform/emulators.tfvars|');
});

test.each([
  [
    { SLIPWAY_EMULATED: 'false' },
    'must be true, where AWS_ENDPOINT_URL leads to emulators, or not be set, but is `false`.',
  ],
  [{ SLIPWAY_EMULATED: '0' }, 'but is `0`.'],
  [{ SLIPWAY_EMULATED: 'true' }, 'neither AWS_ENDPOINT_URL nor AWS_ENDPOINT_URL_S3 leads to an emulator'],
])('%j is refused', async (emulated, sentence) => {
  const env = { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_S3: '', ...emulated };
  const { code, printed } = await stack('bootstrap production apply', { env });
  expect(code).toBe(2);
  expect(printed).toContain(sentence);
  expect(await asked()).toEqual([]);
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
