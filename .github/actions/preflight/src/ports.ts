/** What preflight needs of the world: what GitHub gave this job, and the files of its checkout. */
import type { Files, Folders } from '@slipway/action-kit/ports';

export interface Ports {
  /** `owner/name`; undefined when somebody runs it by hand. */
  readonly repository: string | undefined;
  /** Whether GitHub offers the job a token, as it does with `id-token: write`. */
  readonly hasToken: boolean;
  /** `owner/name` of the fork whose pull request the run is of; '' when that is gone; undefined when it is of none. */
  readonly fork: () => Promise<string | undefined>;
  readonly files: Pick<Files, 'read'> & Folders;
}
