/**
 * The READMEs of Terraform's modules and stacks are what terraform-docs makes of the code, and the code says of each
 * variable and output what it is.
 *
 * @needs terraform-docs
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../src/repository.ts';
import { terraformDocs, terraformFolders, terraformPage } from '../src/terraform-pages.ts';

const program = terraformDocs(root) ?? '';

interface Described {
  readonly inputs: readonly {
    readonly name: string;
    readonly type: string;
    readonly description: string | null;
  }[];
  readonly outputs: readonly { readonly name: string; readonly description: string | null }[];
}

describe.each(terraformFolders(root))('%s', (folder) => {
  test('has a README that is what is generated', () => {
    const { path, content } = terraformPage(root, folder, program);
    expect(readFileSync(join(root, path), 'utf8')).toBe(content);
  });

  test('says of each variable its type and what it is, and of each output what it is', () => {
    const { stdout } = spawnSync(program, ['json', join(root, folder)], { encoding: 'utf8' });
    const { inputs, outputs } = JSON.parse(stdout) as Described;
    const isSaid = ({ description }: { readonly description: string | null }): boolean =>
      (description ?? '').length > 10;
    expect(inputs.filter((input) => !isSaid(input) || input.type === '').map(({ name }) => name)).toEqual([]);
    expect(outputs.filter((output) => !isSaid(output)).map(({ name }) => name)).toEqual([]);
    expect(outputs.length).toBeGreaterThan(0);
  });
});
