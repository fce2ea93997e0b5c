/** `output=NAME` lines: which outputs of Terraform are taken, and what their variables are called. */
import { lines, Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { quoted } from '@slipway/documents/words';

export interface Renaming {
  readonly output: string;
  readonly name: string;
}

const renaming: Parser<Renaming> = {
  expects: '`output=NAME`',
  read: (line) => {
    const [, output = '', name = ''] = /^([^=\s]+)\s*=\s*([^=\s]+)$/.exec(line) ?? [];
    if (output === '') throw new Unreadable();
    return { output, name };
  },
};

export const terraformMap: Parser<readonly Renaming[]> = lines(renaming);

/** One output may become two variables; two outputs never one. A sentence part each. */
export function mapProblems(map: readonly Renaming[]): readonly string[] {
  return [...Map.groupBy(map, ({ name }) => name.toUpperCase())]
    .filter(([, same]) => same.length > 1)
    .map(
      ([name, same]) =>
        `\`terraform-map\` makes one variable, ${quoted(name)}, of ${same.map(({ output }) => quoted(output)).join(' and ')}`,
    );
}
