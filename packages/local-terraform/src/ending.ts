/** How a run of Terraform ended, read from what it printed: its counts, or what is wrong. */

export interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

/** @returns undefined when it did not come to its end. */
export function countsOf(printed: string): Counts | undefined {
  const [, resources] = /^(?:Apply|Destroy) complete! Resources: (.*)\.$/m.exec(printed) ?? [];
  if (resources === undefined) return undefined;
  const count = (what: string): number => Number(new RegExp(`(\\d+) ${what}`).exec(resources)?.[1] ?? 0);
  return { added: count('added'), changed: count('changed'), destroyed: count('destroyed') };
}

/** Terraform prints these in a box where it may use colours. */
const error = /^(?:╷\n)?(?:│ )?Error: /m;
const difference = /^(?:Terraform used the selected providers|Terraform will perform|Changes to Outputs)/m;
/** As many lines as one looks at when nothing says where to begin. */
const few = 20;

/** @returns what was printed, from the first error on; else from the difference that a plan has; else its last lines. */
export function wrongIn(printed: string): string {
  const at = [error, difference].map((each) => printed.search(each)).find((each) => each >= 0);
  if (at !== undefined) return printed.slice(at).trim();
  return printed.trim().split('\n').slice(-few).join('\n');
}
