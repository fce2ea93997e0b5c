/** A sentence that GitHub shows beside the run, and beside the line of a file when it names one. */
export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly title: string;
  readonly message: string;
  /** Where in the workspace it is: relative path and 1-based line. */
  readonly file?: string;
  readonly line?: number;
}
