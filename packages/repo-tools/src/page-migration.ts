/** What becomes of each input of the aws-actions when somebody changes the `uses:` line: none is left out. */
import type { ActionYaml } from './action-yaml.ts';
import { cell, table } from './readme-tables.ts';

/** As `page/aws-actions-inputs.yml` has it. */
export interface TheirInput {
  readonly name: string;
  /** Where ours differs from what they know; the description in our action.yml when left out. */
  readonly say?: string;
}

/** @throws Error when our action.yml does not declare one of them. */
export function migrationPart(theirs: readonly TheirInput[], { inputs }: ActionYaml): string {
  const rows = theirs.map(({ name, say }) => {
    const ours = inputs.find((input) => input.name === name);
    if (ours === undefined)
      throw new Error(`page/aws-actions-inputs.yml: action.yml does not declare ${name}.`);
    const isAnswered = ours.description.startsWith('Not supported');
    return [`\`${name}\``, isAnswered ? 'refused when set' : 'works', cell(say ?? ours.description)];
  });
  return table(['input', 'here', 'how'], rows).join('\n');
}
