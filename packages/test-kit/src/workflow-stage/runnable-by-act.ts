/**
 * The callable workflows use what GitHub has and act does not know yet. This is all that is written otherwise for act;
 * everything else runs as it is published.
 */

/** The name under which the stage publishes this repository. */
export const published = { repository: 'slipway-actions/slipway', ref: 'stage' } as const;

/** Keys that only say how GitHub records and queues a job. */
const unknownToAct = /^ +(?:deployment: false|queue: max)\n/gm;

/** @param workflow the text of a callable workflow. */
export function runnableByAct(workflow: string): string {
  const ours = `$1${published.repository}/$2@${published.ref}`;
  return workflow.replace(unknownToAct, '').replace(/^( +(?:- )?uses: )\$\/(\S+)/gm, ours);
}
