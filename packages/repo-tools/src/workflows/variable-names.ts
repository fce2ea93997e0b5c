/** The names of variables between Terraform, which knows their values, and the workflows, which read them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, root } from '../repository.ts';

/** Stacks whose outputs the infrastructure workflow publishes; those of bootstrap a person sets. */
export const publishedStacks = ['registry', 'platform', 'service'] as const;

/** @returns the outputs of a stack that are meant to be variables: they are written as such. */
export function outputsOf(stack: string, repository = root): readonly string[] {
  const folder = join(repository, 'terraform/stacks', stack);
  return filesBelow(folder)
    .filter((file) => /^[^/]+\.tf$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/^output "([A-Z][A-Z0-9_]*)"/gm),
    ])
    .map(([, name = '']) => name);
}

/** @returns the variables that a workflow reads, `vars.NAME` and `vars['NAME']`, each once. */
export const variablesRead = (content: string): readonly string[] => [
  ...new Set(
    [...content.matchAll(/\bvars(?:\.([A-Za-z_]\w*)|\[\s*'([^']+)'\s*\])/g)].map(
      ([, dotted, quoted]) => dotted ?? quoted ?? '',
    ),
  ),
];
