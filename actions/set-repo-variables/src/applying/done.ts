/** What became of one planned change: what was done in truth, which is another thing when somebody else was there meanwhile. */
import type { Change } from '../planning/plan.ts';

export type Done =
  | (Change & {
      /** What somebody else did since it was read, as a sentence. */
      readonly meanwhile?: string | undefined;
    })
  /** Not removed, because it is no longer what was read. */
  | { readonly kind: 'left'; readonly name: string; readonly meanwhile: string };
