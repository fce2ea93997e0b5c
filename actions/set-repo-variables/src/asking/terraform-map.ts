/** `output=NAME` lines: which outputs of Terraform are taken, and what their variables are called. */
import { lines, refined, Unreadable, type Parser } from '@slipway/action-kit/parsers';

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

const all = lines(renaming);

/** One output may become two variables; two outputs never one. */
export const terraformMap: Parser<readonly Renaming[]> = refined(all, all.expects, (renamings) => {
  const names = renamings.map(({ name }) => name.toUpperCase());
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Unreadable(`two outputs would become \`${twice}\``);
  return renamings;
});
