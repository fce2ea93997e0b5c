/** What GitHub's conclusions mean for the step that waited: green or red, with a code and the next thing to do. */

export type Verdict =
  { readonly kind: 'green' } | { readonly kind: 'red'; readonly code: string; readonly hint: string };

const green: Verdict = { kind: 'green' };
const red = (words: { readonly code: string; readonly hint: string }): Verdict => ({ kind: 'red', ...words });

const verdicts: ReadonlyMap<string, Verdict> = new Map([
  ['success', green],
  ['neutral', green],
  ['skipped', green],
  ['failure', red({ code: 'run-failed', hint: 'Read the log of the run.' })],
  [
    'cancelled',
    red({
      code: 'run-cancelled',
      hint: 'Start it again, or look who cancelled it: a person, or its `concurrency` group.',
    }),
  ],
  [
    'timed_out',
    red({ code: 'run-timed-out', hint: 'Raise `timeout-minutes` of the job, or find out what hung.' }),
  ],
  [
    'action_required',
    red({ code: 'run-needs-approval', hint: 'Approve the run on its page, then run this job again.' }),
  ],
  ['stale', red({ code: 'run-stale', hint: 'GitHub gave up on it: start it again.' })],
  [
    'startup_failure',
    red({
      code: 'run-did-not-start',
      hint: 'The workflow file is invalid, or asks for more `permissions` than its caller has.',
    }),
  ],
]);

/** A conclusion that GitHub adds one day is red, never taken for a success. */
export function verdictOn(conclusion: string): Verdict {
  return (
    verdicts.get(conclusion) ??
    red({ code: 'run-conclusion-unknown', hint: 'Look at the run, and update Slipway.' })
  );
}
