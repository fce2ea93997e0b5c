/** What GitHub's conclusions mean for the step that waited: green or red, with a code and the next thing to do. */

/**
 * What gets a person further: the same run once more (`again`; `mended` after something was corrected), an approval of
 * it, or only a new one (`anew`; `unstarted` after something was corrected).
 */
export type Remedy = 'again' | 'mended' | 'approved' | 'anew' | 'unstarted' | 'unknown';

export interface RedVerdict {
  readonly kind: 'red';
  readonly code: string;
  /** About the run itself; what a re-run of this job does with it stands in reporting/again.ts. */
  readonly hint: string;
  readonly remedy: Remedy;
}

export type Verdict = { readonly kind: 'green' } | RedVerdict;

const green: Verdict = { kind: 'green' };
const red = (words: Omit<RedVerdict, 'kind'>): Verdict => ({ kind: 'red', ...words });

const verdicts: ReadonlyMap<string, Verdict> = new Map([
  ['success', green],
  ['neutral', green],
  ['skipped', green],
  ['failure', red({ code: 'run-failed', hint: 'Read the log of the run.', remedy: 'mended' })],
  [
    'cancelled',
    red({
      code: 'run-cancelled',
      hint: 'Look who cancelled it: a person, or its `concurrency` group.',
      remedy: 'again',
    }),
  ],
  [
    'timed_out',
    red({
      code: 'run-timed-out',
      hint: 'Raise `timeout-minutes` of the job, or find out what hung.',
      remedy: 'mended',
    }),
  ],
  [
    'action_required',
    red({ code: 'run-needs-approval', hint: 'Approve the run on its page.', remedy: 'approved' }),
  ],
  ['stale', red({ code: 'run-stale', hint: 'GitHub gave up on it.', remedy: 'anew' })],
  [
    'startup_failure',
    red({
      code: 'run-did-not-start',
      hint: 'The workflow file is invalid, or asks for more `permissions` than its caller has.',
      remedy: 'unstarted',
    }),
  ],
]);

/** A conclusion that GitHub adds one day is red, never taken for a success. */
export function verdictOn(conclusion: string): Verdict {
  return (
    verdicts.get(conclusion) ??
    red({ code: 'run-conclusion-unknown', hint: 'Look at the run, and update Slipway.', remedy: 'unknown' })
  );
}
