/** What GitHub's conclusions mean for the step that waited: green or red, with a code and the next thing to do. */

export type Verdict =
  { readonly kind: 'green' } | { readonly kind: 'red'; readonly code: string; readonly hint: string };

const green: Verdict = { kind: 'green' };
const red = (code: string, hint: string): Verdict => ({ kind: 'red', code, hint });

const verdicts: ReadonlyMap<string, Verdict> = new Map([
  ['success', green],
  ['neutral', green],
  ['skipped', green],
  ['failure', red('run-failed', 'Read the log of the run.')],
  [
    'cancelled',
    red('run-cancelled', 'Start it again, or look who cancelled it: a person, or its `concurrency` group.'),
  ],
  ['timed_out', red('run-timed-out', 'Raise `timeout-minutes` of the job, or find out what hung.')],
  ['action_required', red('run-needs-approval', 'Approve the run on its page, then run this job again.')],
  ['stale', red('run-stale', 'GitHub gave up on it: start it again.')],
  [
    'startup_failure',
    red(
      'run-did-not-start',
      'The workflow file is invalid, or asks for more `permissions` than its caller has.',
    ),
  ],
]);

/** A conclusion that GitHub adds one day is red, never taken for a success. */
export function verdictOn(conclusion: string): Verdict {
  return verdicts.get(conclusion) ?? red('run-conclusion-unknown', 'Look at the run, and update Slipway.');
}
