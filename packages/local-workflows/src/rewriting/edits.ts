/** Changes of a text by place: everything between them stays as it was, byte for byte, and they can be taken back. */

export type EditKind =
  /** `$/…` is written as a repository and a ref, because act does not know it. */
  | 'own-reference'
  /** A key that act refuses, and that only says how GitHub records, queues or permits. */
  | 'unknown-key'
  /** `vars` of a job with an environment, because act knows no environments. */
  | 'environment-variables'
  /** What GitHub gives to the jobs alone that may ask for a token of theirs. */
  | 'job-identity';

export interface Change {
  /** Where it starts in the text as it was. */
  readonly start: number;
  readonly was: string;
  readonly is: string;
}

export interface Edit extends Change {
  readonly kind: EditKind;
}

const inOrder = <T extends Change>(edits: readonly T[]): readonly T[] =>
  edits.toSorted((a, b) => a.start - b.start);

export function applied(text: string, edits: readonly Change[]): string {
  let end = 0;
  const parts = inOrder(edits).flatMap(({ start, was, is }) => {
    const before = text.slice(end, start);
    if (start < end || !text.startsWith(was, start))
      throw new Error(`Nothing at ${String(start)} is ${was}.`);
    end = start + was.length;
    return [before, is];
  });
  return [...parts, text.slice(end)].join('');
}

/** @param text with the edits applied. @returns the text as it was. */
export function takenBack(text: string, edits: readonly Change[]): string {
  let moved = 0;
  const back = inOrder(edits).map((edit) => {
    const start = edit.start + moved;
    moved += edit.is.length - edit.was.length;
    return { ...edit, start, was: edit.is, is: edit.was };
  });
  return applied(text, back);
}

/** Of an edit, counted from 1, in the text as it was. */
export const lineOf = (text: string, { start }: Pick<Change, 'start'>): number =>
  text.slice(0, start).split('\n').length;
