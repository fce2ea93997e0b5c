/** What was written beside the log, and what is to be said about it: handed to the report by the use case. */
import type { Annotation } from '@slipway/action-kit/annotation';

export interface WrittenFiles {
  /** Absolute; undefined when none was written. */
  readonly reportFile: string | undefined;
  /** Absolute; undefined when none was written. */
  readonly sarifFile: string | undefined;
  /** For the log, a sentence each: what a file or the comment left out, or why there is none. */
  readonly remarks: readonly string[];
  /** What should have been written and was not. */
  readonly annotations: readonly Annotation[];
}

export const nothingWritten: WrittenFiles = {
  reportFile: undefined,
  sarifFile: undefined,
  remarks: [],
  annotations: [],
};
