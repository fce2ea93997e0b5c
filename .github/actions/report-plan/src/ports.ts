/** What report-plan needs of the world. */
import type { EnvironmentCredential } from '@slipway/action-kit/environment';
import type { Files } from '@slipway/action-kit/ports';
import type { CommentSource } from './comment.ts';

export type Put = 'created' | 'updated' | 'unchanged';

export interface Ports {
  readonly files: Pick<Files, 'read'>;
  readonly held: readonly EnvironmentCredential[];
  readonly source: CommentSource;
  /** Its number; undefined in a run of none. */
  readonly pullRequest: () => Promise<number | undefined>;
  readonly comments: {
    /** @param marker the first line of `body`, by which it is found again. */
    put(number: number, marker: string, body: string): Promise<Put>;
  };
}
