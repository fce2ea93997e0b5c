/**
 * What keeps a finding from being counted: an entry of the ignore file, or a statement of a VEX document. A suppression
 * rule of Inspector does not: it has neither reason nor owner nor end.
 */

/** Where an entry stands in its file; the line counts from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
}

/** An entry of the ignore file, checked. */
export interface Ignore {
  /** Matched exactly. */
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  /** `2026-12-31`, as written. */
  readonly expires: string;
  /** Milliseconds since 1970: the end of that day, UTC. */
  readonly expiresAt: number;
  /** Name of the package, matched exactly; undefined for every package. */
  readonly package: string | undefined;
  /** Pattern of paths in the image; undefined for every path. */
  readonly path: string | undefined;
  /** Ends once a fix exists. */
  readonly untilFixed: boolean;
  readonly place: FilePlace;
}

/** A statement of an OpenVEX document that is about this image. */
export interface VexStatement {
  readonly status: 'not_affected' | 'fixed';
  /** OpenVEX's own word, such as `vulnerable_code_not_present`; undefined for `fixed`. */
  readonly justification: string | undefined;
  /** What its author wrote beside or instead of it. */
  readonly statement: string | undefined;
  readonly author: string;
  readonly place: FilePlace;
}

export type Suppression =
  | { readonly kind: 'ignore'; readonly ignore: Ignore }
  | { readonly kind: 'vex'; readonly statement: VexStatement };
