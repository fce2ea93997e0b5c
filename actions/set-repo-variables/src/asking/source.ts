/** Where a variable that is asked for comes from: an input, with what it holds, before anything is checked. */

export type SourceName = 'file' | 'terraform-outputs' | 'variables';

/** The name in the letters it was written in. */
export interface WrittenVariable {
  readonly name: string;
  readonly value: string;
  /** Of what stands in a file: `web.env:2`. */
  readonly place?: string;
}

export interface Source {
  readonly name: SourceName;
  readonly variables: readonly WrittenVariable[];
}

/** As it is wanted in the end: the name in upper case, as GitHub keeps it. */
export interface AskedVariable {
  readonly name: string;
  readonly value: string;
  readonly source: SourceName;
  readonly place?: string;
}

/** Where somebody finds it, to correct it: the line of a file, else the input. */
export const placeOf = (source: SourceName, { place }: { readonly place?: string } = {}): string =>
  place ?? `\`${source}\``;
