/**
 * tflint finds nothing in modules, examples and stacks, with every rule of Terraform's on that terraform/.tflint.hcl does
 * not switch off. The rules of its AWS plugin are not asked: the plugin is not packed for Go.
 *
 * @needs tflint
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { run } from '../src/programs.ts';

const terraform = resolve(import.meta.dirname, '../../../terraform');

interface Report {
  readonly issues: readonly Found[];
  readonly errors: readonly { readonly message: string }[];
}

interface Found {
  readonly rule: { readonly name: string };
  readonly range: { readonly filename: string; readonly start: { readonly line: number } };
}

async function findings(folder: string): Promise<readonly string[]> {
  const config = `--config=${join(terraform, '.tflint.hcl')}`;
  const { printed } = await run(pathOfPart('tflint'), ['--recursive', config, '--format=json'], {
    cwd: folder,
    env: {},
  });
  const { issues, errors } = JSON.parse(printed) as Report;
  const found = issues.map(({ rule, range }) => `${rule.name} ${range.filename}:${String(range.start.line)}`);
  return [...found, ...errors.map(({ message }) => message)];
}

test('nothing is found', async () => {
  expect(await findings(terraform)).toEqual([]);
}, 60_000);

test('a variable that nobody uses would be found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-tflint-'));
  try {
    await writeFile(join(folder, 'variables.tf'), 'variable "spare" {\n  type = string\n}\n');
    expect(await findings(folder)).toContain('terraform_unused_declarations variables.tf:1');
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
