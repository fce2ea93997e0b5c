/**
 * Why a run is red, by who must act. A failure is thrown where it is found and worded where it is known:
 * the edge (run-action.ts) only prints it. Foreign errors become one of these at their gateway, never later.
 */

import type { Annotation } from './annotation.ts';

export type FailureKind = 'input' | 'setup' | 'upstream' | 'outcome' | 'defect';

/** Who must act, in the words the log uses. */
export const whoActs: Readonly<Record<FailureKind, string>> = {
  input: 'the workflow author',
  setup: 'the platform owner',
  upstream: 'nobody: wait and re-run',
  outcome: 'the application team',
  defect: 'the authors of Slipway',
};

export interface FailureWords {
  /** Stable, kebab-case; an output and a test may depend on it. */
  readonly code: string;
  /** What happened, without a full stop: "The repository team/web was not found". */
  readonly what: string;
  /** Why it happened; follows *what* after a colon, without a full stop. */
  readonly why?: string | undefined;
  /** The next thing to type or to do: a sentence of its own, with its full stop. */
  readonly hint?: string | undefined;
  readonly link?: string | undefined;
  /** The line of a file of the workspace that it is about; it is shown there. */
  readonly at?: { readonly file: string; readonly line: number } | undefined;
  /** Each thing that is wrong, where a file has several: shown one by one, before the failure itself. */
  readonly details?: readonly Annotation[];
  readonly cause?: unknown;
}

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly code: string;
  readonly what: string;
  readonly why: string | undefined;
  readonly hint: string | undefined;
  readonly link: string | undefined;
  readonly at: FailureWords['at'];
  readonly details: readonly Annotation[];

  constructor(kind: FailureKind, words: FailureWords) {
    super(sentence(words), { cause: words.cause });
    this.kind = kind;
    this.code = words.code;
    this.what = words.what;
    this.why = words.why;
    this.hint = words.hint;
    this.link = words.link;
    this.at = words.at;
    this.details = words.details ?? [];
  }
}

/** The grammar of every failure: *what happened: why*, then the hint as its own sentence. */
function sentence({ what, why, hint }: Pick<FailureWords, 'what' | 'why' | 'hint'>): string {
  const words = why === undefined ? what : `${what}: ${why}`;
  const head = words.endsWith('?') ? words : `${words}.`;
  return hint === undefined ? head : `${head} ${hint}`;
}

/** The same failure with one more sentence after its hint: what stands, say, though it failed. */
export function withSentence(failure: Failure, more: string): Failure {
  const { kind, code, what, why, hint, link, at, details } = failure;
  const words = { code, what, why, link, at, details, cause: failure };
  return new Failure(kind, { ...words, hint: hint === undefined ? more : `${hint} ${more}` });
}

/** For a line of a run that goes on: what to do about it is nobody's business yet. */
export const withoutHint = ({ what, why }: Failure): string => sentence({ what, why });

/** The workflow says something impossible; the workflow author acts. */
export const inputFailure = (words: FailureWords): Failure => new Failure('input', words);

/** A permission, login, tool or resource is missing; the platform owner acts. */
export const setupFailure = (words: FailureWords): Failure => new Failure('setup', words);

/** AWS, GitHub or a registry misbehaved after classified retries; wait. */
export const upstreamFailure = (words: FailureWords): Failure => new Failure('upstream', words);

/** The action worked; the answer is no. The application team acts. */
export const outcomeFailure = (words: FailureWords): Failure => new Failure('outcome', words);

/** None of the others: a bug of ours. */
export function defect(cause: unknown): Failure {
  return new Failure('defect', {
    code: 'defect',
    what: 'Slipway hit an error that it does not know',
    why: cause instanceof Error ? `${cause.name}: ${cause.message}`.replace(/\.$/, '') : String(cause),
    hint: 'Please report it with this log.',
    link: 'https://github.com/slipway-actions/slipway/issues/new',
    cause,
  });
}

/** The run was cancelled while it waited; thrown by sleeps and long calls that watch the signal. */
export function cancelledFailure(during: string): Failure {
  return new Failure('outcome', {
    code: 'cancelled',
    what: `Cancelled while ${during}`,
    hint: 'Run it again when you are ready.',
  });
}

/** Any thrown value as a Failure: ours as it is, everything else as a defect. */
export function asFailure(thrown: unknown): Failure {
  return thrown instanceof Failure ? thrown : defect(thrown);
}
