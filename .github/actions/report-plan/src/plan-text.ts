/** The text of a plan as people read it: what Terraform says of its own work on the way is left out. */

/** `module.network.aws_vpc.this: Refreshing state... [id=vpc-1]`. */
const progress = /: (?:Refreshing state\.\.\.|Reading\.\.\.|Still reading\.\.\.|Read complete after )/;

const savedTo = /(?:\n─+\n)?\n*Saved the plan to: [^\n]*(?:\n[\s\S]*)?$/;

export function planText(printed: string): string {
  const lines = printed.replaceAll('\r\n', '\n').split('\n');
  return lines
    .filter((line) => !progress.test(line))
    .join('\n')
    .replace(savedTo, '')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}

export interface Counts {
  readonly words: string;
  readonly destroyed: number;
}

/** What Terraform counts at the end of a plan; undefined where it counts nothing. */
export function countsIn(text: string): Counts | undefined {
  const found = [
    ...text.matchAll(/^Plan: ((?:\d+ to import, )?\d+ to add, \d+ to change, (\d+) to destroy)\./gm),
  ].at(-1);
  return found === undefined ? undefined : { words: found[1] ?? '', destroyed: Number(found[2]) };
}
