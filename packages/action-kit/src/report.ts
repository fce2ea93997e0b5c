/**
 * What an action tells: a pure value, made by its report.ts and handed to the runner in one go by run-action.
 */
import type { Annotation } from './annotation.ts';
import type { Failure } from './failures.ts';
import type { Markdown } from './markdown.ts';

export interface Report<Output extends string = string> {
  /** Lines for the log, in order. */
  readonly lines: readonly string[];
  readonly annotations?: readonly Annotation[];
  readonly summary: Markdown;
  /** Every output of the action; '' where there is nothing to say. */
  readonly outputs: Readonly<Record<Output, string>>;
  /** Makes the step red, with outputs and summary all the same. */
  readonly failure?: Failure | undefined;
}
