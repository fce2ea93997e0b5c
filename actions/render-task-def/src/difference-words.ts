/** Differences as lines of the log and rows of the summary; their values are hidden already where they have to be. */
import { code, type Markdown } from '@slipway/action-kit/markdown';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Json } from '@slipway/documents/value';
import type { ShownDifference } from '@slipway/task-definition/comparing/redact';

/** @param from `the template`, or what a service runs. */
export function countInWords(count: number, from: string): string {
  if (count === 0) return `Nothing differs from ${from}.`;
  return count === 1 ? `1 difference from ${from}:` : `${String(count)} differences from ${from}:`;
}

const marks = { added: '+', removed: '-', changed: '~' } as const;

function kindOf({ before, after }: ShownDifference): keyof typeof marks {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

/** `+ path: value`, `- path: value`, `~ path: before → after`. */
export function changeLine(difference: ShownDifference): string {
  const kind = kindOf(difference);
  const { path, before, after } = difference;
  const values = [before, after].filter((value) => value !== null).map(inWords);
  // Of two hidden values nothing is to be seen but that they differ.
  return `${marks[kind]} ${path}: ${[...new Set(values)].join(' → ')}`;
}

export function changeRow(difference: ShownDifference): readonly (string | Markdown)[] {
  const { path, before, after } = difference;
  return [kindOf(difference), code(path), cell(before), cell(after)];
}

const cell = (value: Json): string | Markdown => (value === null ? '' : code(inWords(value)));

const inWords = (value: Json): string =>
  oneLine(typeof value === 'string' ? value : JSON.stringify(value), 300);
