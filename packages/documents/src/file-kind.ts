/** Files that people write or hand over, such as a policy file: how the failure of one that can't be used is worded. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Position } from './places.ts';
import type { SizeLimit } from './text.ts';

export interface FileKind {
  /** `policy file`. */
  readonly noun: string;
  /** `policy`: its failures are `policy-unreadable` and `policy-invalid`. */
  readonly code: string;
  /** What to do about a file that is wrong: a sentence. */
  readonly hint: string;
  /** 1 MB when it is not said. */
  readonly limit?: SizeLimit;
}

/** One thing that is wrong in a file. */
export interface Complaint {
  /** Counts from 1; undefined when it is about the whole file. */
  readonly line: number | undefined;
  /** Without a full stop. */
  readonly words: string;
}

/** GitHub shows ten of a kind; a log with more is read by nobody. */
const mostShown = 50;

/** @param why what the disk says instead of the file. */
export function unreadableFile(kind: FileKind, file: string, why: string, hint = kind.hint): Failure {
  return inputFailure({
    code: `${kind.code}-unreadable`,
    what: `The ${kind.noun} ${nameOf(file)} can't be used`,
    why: oneLine(why, 600),
    hint,
  });
}

/** For a text that is not what its grammar wants: nothing else is known of it. */
export function brokenFile(kind: FileKind, file: string, why: string, position?: Position): Failure {
  const place = position === undefined ? '' : `:${String(position.line)}:${String(position.column)}`;
  return inputFailure({
    code: `${kind.code}-invalid`,
    what: `The ${kind.noun} ${nameOf(file)}${place} can't be used`,
    why: oneLine(why, 600),
    hint: kind.hint,
    at: position === undefined ? undefined : { file, line: position.line },
  });
}

/** @param complaints at least one; the failure carries each as an annotation at its line, the first fifty of them. */
export function invalidFile(kind: FileKind, file: string, complaints: readonly Complaint[]): Failure {
  const [first, ...others] = complaints;
  const why = first === undefined ? '' : `${lineOf(first)}${oneLine(first.words, 600)}`;
  // Of one mistake the failure itself says all, at its line.
  const at = others.length === 0 && first?.line !== undefined ? { file, line: first.line } : undefined;
  return inputFailure({
    code: `${kind.code}-invalid`,
    what: `The ${kind.noun} ${nameOf(file)} has ${others.length === 0 ? 'a mistake' : `${String(complaints.length)} mistakes`}`,
    why: others.length === 0 ? why : `${why}; and ${String(others.length)} more`,
    hint: kind.hint,
    at,
    details: (others.length === 0 ? [] : complaints).slice(0, mostShown).map(({ line, words }) => ({
      level: 'error',
      title: `${kind.code}-invalid`,
      message: `${nameOf(file)}${line === undefined ? '' : `:${String(line)}`}: ${oneLine(words, 600)}${words.endsWith('?') ? '' : '.'}`,
      file,
      ...(line === undefined ? {} : { line }),
    })),
  });
}

const lineOf = ({ line }: Complaint): string => (line === undefined ? '' : `line ${String(line)}: `);

const nameOf = (file: string): string => oneLine(file, 300);
