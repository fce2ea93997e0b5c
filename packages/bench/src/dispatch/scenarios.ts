/** What can become of a dispatched workflow, and what a step that waits for it has to say of it. */
import type { Fault } from '@slipway/local-github/faults';
import type { LocalGithub, LocalGithubOptions } from '@slipway/local-github/local-github';
import type { PerformedRun, WorkflowHandler } from '@slipway/local-github/workflows/handlers';
import type { Lockstep } from '@slipway/test-kit/lockstep/lockstep';
import { startedByOthers } from './others.ts';

export interface Scenario {
  readonly name: string;
  /** Stands for release.yml. @param shift milliseconds that its run takes beside its work. */
  readonly handler: (shift: number) => WorkflowHandler;
  readonly age?: LocalGithubOptions['age'];
  readonly runLag?: LocalGithubOptions['runLag'];
  /** Of the input `inputs`; `{"version":"1"}` when left out. */
  readonly inputs?: string;
  /** Seconds that the step may wait; an hour when left out. */
  readonly timeout?: number;
  readonly right: {
    readonly color: 'green' | 'red';
    /** How many runs there are at the end, those of others included. */
    readonly runs: 0 | 1 | 3;
    /** Whether the end of the step is measured from the end of the run. */
    readonly lag: boolean;
    /** `none` where nobody can know which run is the step's own; its own when left out. */
    readonly tells?: 'none';
  };
  /** Before the step starts. */
  readonly prepare?: (github: LocalGithub, lockstep: Lockstep) => void;
}

const seconds = 1000;
const minutes = 60 * seconds;

interface Work {
  /** Milliseconds. */
  readonly takes?: number;
  /** `success` when left out. */
  readonly conclusion?: string;
}

const release =
  (
    handler: Partial<WorkflowHandler>,
    { takes = 40 * seconds, conclusion = 'success' }: Work = {},
  ): Scenario['handler'] =>
  (shift) => ({
    name: 'release',
    inputs: { version: { required: true }, 'correlation-id': {} },
    runName: 'release ${{ inputs.version }} ${{ inputs.correlation-id }}',
    perform: async (run: PerformedRun) => {
      await run.job('deploy', async (job) => {
        await job.step('Ship it', takes + shift);
        if (conclusion === 'failure') throw new Error('The ship sank.');
      });
      if (conclusion !== 'failure') run.conclude(conclusion);
    },
    ...handler,
  });

/** What declares no input for a marker, and shows none. */
const unmarked = {
  inputs: { version: { required: true } },
  runName: 'release ${{ inputs.version }}',
} as const;

const ends = { color: 'green', runs: 1, lag: true } as const;
const endsRed = { color: 'red', runs: 1, lag: true } as const;
const refused = { color: 'red', runs: 0, lag: false } as const;

const lasting = (name: string, milliseconds: number): Scenario => ({
  name: `a run of ${name}`,
  handler: release({}, { takes: milliseconds }),
  right: ends,
});

const concluded = (conclusion: string, color: 'green' | 'red'): Scenario => ({
  name: `a run that ends with ${conclusion}`,
  handler: release({}, { conclusion }),
  right: color === 'green' ? ends : endsRed,
});

const outage = (times: number): Fault => ({
  method: 'GET',
  path: /^\/actions\/runs\/\d+$/,
  when: 'before',
  answer: { status: 502, message: 'Server Error' },
  times,
});

const listLag = { list: 5 * seconds };

export const scenarios: readonly Scenario[] = [
  lasting('8 seconds', 8 * seconds),
  lasting('2 minutes', 2 * minutes),
  lasting('45 minutes', 45 * minutes),
  concluded('failure', 'red'),
  concluded('cancelled', 'red'),
  concluded('timed_out', 'red'),
  concluded('action_required', 'red'),
  concluded('stale', 'red'),
  concluded('startup_failure', 'red'),
  concluded('neutral', 'green'),
  concluded('skipped', 'green'),
  {
    name: 'a run that is pending first, then fails',
    handler: release({ arrival: [{ status: 'pending', for: 30 * seconds }] }, { conclusion: 'failure' }),
    right: endsRed,
  },
  {
    name: 'a run that is requested and queued first',
    handler: release({
      arrival: [
        { status: 'requested', for: 10 * seconds },
        { status: 'queued', for: 20 * seconds },
      ],
    }),
    right: ends,
  },
  {
    name: 'a run that waits for an approval for 5 minutes',
    handler: release({ arrival: [{ status: 'waiting', for: 5 * minutes }] }),
    right: ends,
  },
  {
    name: 'a run that is not done within 15 minutes',
    handler: release({}, { takes: 40 * minutes }),
    timeout: 15 * 60,
    right: { color: 'red', runs: 1, lag: false },
  },
  {
    name: 'GitHub answers 502 six times while it runs',
    handler: release({}, { takes: 2 * minutes }),
    prepare: ({ faults }) => void faults.push(outage(6)),
    right: ends,
  },
  { name: 'a disabled workflow', handler: release({ disabled: true }), right: refused },
  { name: 'no trigger workflow_dispatch', handler: release({ dispatchable: false }), right: refused },
  {
    name: 'inputs that are no JSON',
    handler: release({ inputs: { version: { default: '1' } } }),
    inputs: '{"version": 2',
    right: refused,
  },
  {
    name: 'an input that nobody declares',
    handler: release({}),
    inputs: '{"version":"1","x":"y"}',
    right: refused,
  },
  {
    name: 'a server that knows 2022-11-28 alone, and tells the run',
    age: 'no-new-version',
    handler: release({}),
    right: ends,
  },
  { name: 'a server that tells no run', age: 'older', handler: release({}), right: ends },
  {
    name: 'a server that tells no run, and the run fails',
    age: 'older',
    handler: release({}, { conclusion: 'failure' }),
    right: endsRed,
  },
  {
    name: 'a server that tells no run, a list 5 s late',
    age: 'older',
    runLag: listLag,
    handler: release({}),
    right: ends,
  },
  {
    name: 'a server that tells no run, no marker, a list 5 s late',
    age: 'older',
    runLag: listLag,
    handler: release(unmarked),
    right: ends,
  },
  {
    name: 'the same, and two others start at the same moment',
    age: 'older',
    runLag: listLag,
    handler: release(unmarked),
    prepare: (github, lockstep) => startedByOthers(2, github, lockstep),
    right: { color: 'red', runs: 3, lag: false, tells: 'none' },
  },
];
