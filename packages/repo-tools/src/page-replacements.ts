/** What stands here for each input of actions whose place one of ours takes, though its inputs have other names. */
import type { ActionYaml } from './action-yaml.ts';
import { cell, table } from './readme-tables.ts';

/** As `page/docker-actions-inputs.yml` has it. */
export interface ReplacedAction {
  /** `owner/name` */
  readonly action: string;
  readonly inputs: readonly ReplacedInput[];
}

interface ReplacedInput {
  readonly name: string;
  /** Our inputs; nothing stands for it when left out. */
  readonly here?: readonly string[];
  readonly say: string;
}

/** @throws Error when our action.yml does not declare what is to stand for one of theirs. */
export function replacementsPart(theirs: readonly ReplacedAction[], ours: ActionYaml): string {
  const declared = new Set(ours.inputs.map(({ name }) => name));
  return theirs
    .map(({ action, inputs }) => {
      const rows = inputs.map((input) => [`\`${input.name}\``, hereCell(input, declared), cell(input.say)]);
      return [`**${action}**`, '', ...table(['input', 'here', 'how'], rows)].join('\n');
    })
    .join('\n\n');
}

function hereCell({ name, here = [] }: ReplacedInput, declared: ReadonlySet<string>): string {
  const unknown = here.find((each) => !declared.has(each));
  if (unknown !== undefined)
    throw new Error(`For ${name} stands ${unknown}, which action.yml does not declare.`);
  return here.length === 0 ? '–' : here.map((each) => `\`${each}\``).join(', ');
}
