/** The flags of act, as its own help lists them: so that those of newer versions are understood as well. Pure. */

export interface ActFlag {
  /** Without dashes. */
  readonly name: string;
  /** One letter, without a dash. */
  readonly short: string | undefined;
  readonly takesValue: boolean;
}

/** @param help what `act --help` prints: `  -s, --secret stringArray   secret to make …` */
export function flagsIn(help: string): readonly ActFlag[] {
  const rows = help.matchAll(/^ +(?:-(\w), | {4})--([\w-]+)(?: (\w+))?(?: {2,}|$)/gm);
  return [...rows].map(([, short, name = '', type]) => ({ name, short, takesValue: type !== undefined }));
}
