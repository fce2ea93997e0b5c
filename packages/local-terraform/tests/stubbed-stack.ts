/**
 * terraform/stack with a stub that stands in for Terraform, writes down its arguments and answers as told. The folder's name
 * has a space in it.
 */
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { run, type Ran, type Running } from '../src/programs.ts';

export const root = resolve(import.meta.dirname, '../../..');
const stub = `#!/bin/sh
folder=\${1#-chdir=}
shift
cd "$folder"
for word; do printf '%s|' "$word"; done >>"$STUB/asked"
echo >>"$STUB/asked"
if [ -f "$STUB/$1" ]; then . "$STUB/$1"; fi
`;
/** What an init says, in shell, while there is no bucket. */
export const noBucket = `case "$*" in *.s3.tfbackend*) echo 'Error: NoSuchBucket'; exit 1 ;; esac`;

/** Where everything is. */
export let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway stack '));
  await cp(join(root, 'terraform'), join(folder, 'terraform'), {
    recursive: true,
    filter: (path) => !path.includes('/.data') && !path.includes('/.terraform'),
  });
  await keep(
    'terraform/environments/production/state.s3.tfbackend',
    'bucket = "slipway-state-444455556666"\nregion = "eu-west-1"\n',
  );
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/terraform'), stub);
  await chmod(join(folder, 'bin/terraform'), 0o755);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

export async function stack(args: string, running: Partial<Running> = {}): Promise<Ran> {
  const env = { PATH: `${join(folder, 'bin')}:${String(process.env.PATH)}`, STUB: folder, ...running.env };
  const words = args === '' ? [] : args.split(' ');
  return run(join(folder, 'terraform/stack'), words, { cwd: folder, ...running, env });
}

/** What the stub does, in shell, when it is asked for this command. */
export async function answer(command: string, shell: string): Promise<void> {
  await writeFile(join(folder, command), shell);
}

export async function keep(path: string, content: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** The commands that Terraform was asked for, one a line, with `‹folder›` for where everything is. */
export async function asked(): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'asked'), 'utf8').catch(() => '');
  return text.replaceAll(folder, '‹folder›').split('\n').slice(0, -1);
}

export const commands = async (): Promise<readonly string[]> =>
  (await asked()).map((line) => line.split('|').slice(0, 2).join(' ').trim());

export async function last(): Promise<string> {
  return (await asked()).at(-1) ?? '';
}

export const green = (ran: Ran): void => {
  expect(ran).toMatchObject({ code: 0 });
};
