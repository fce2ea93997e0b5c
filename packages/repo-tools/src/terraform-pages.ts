/**
 * The READMEs of the modules and stacks of Terraform: the part between two markers is what terraform-docs makes of the
 * code. It is a program in Go (tools/go-tools.mjs), so this is generated only where that is built.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathsOf } from '../../../tools/real-parts.mjs';
import type { GeneratedFile } from './generated-file.ts';

const begin = '<!-- BEGIN_TF_DOCS -->';
const end = '<!-- END_TF_DOCS -->';

/** @returns the folders of modules and stacks, relative to the repository. */
export const terraformFolders = (repository: string): readonly string[] =>
  ['terraform/modules', 'terraform/stacks'].flatMap((parent) =>
    readdirSync(join(repository, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${parent}/${name}`),
  );

/** @returns undefined where terraform-docs is not built. */
export const terraformDocs = (repository: string): string | undefined =>
  pathsOf(repository, 'terraform-docs')[0];

/** @throws Error when the page has no markers, or terraform-docs can't read the code. */
export function terraformPage(repository: string, folder: string, program: string): GeneratedFile {
  const path = `${folder}/README.md`;
  const page = existsSync(join(repository, path)) ? readFileSync(join(repository, path), 'utf8') : '';
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} lacks ${begin} and ${end}.`);
  return {
    path,
    content: `${before}${begin}\n\n${described(repository, folder, program)}\n\n${end}${after}`,
  };
}

/** A stack of modules and data alone: terraform-docs hides sections that are empty, but not this one. */
const emptySection = /^## \w+\n\n\|[^\n]*\|\n\|[-|: ]*\|\n(?!\|)\n?/gm;

function described(repository: string, folder: string, program: string): string {
  const config = join(repository, 'terraform', '.terraform-docs.yml');
  const { status, stdout, stderr } = spawnSync(program, ['--config', config, join(repository, folder)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`terraform-docs can't read ${folder}: ${stderr}`);
  return stdout.replaceAll(emptySection, '').trim();
}
