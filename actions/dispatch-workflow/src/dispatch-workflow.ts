/**
 * Starts a workflow, once, and follows its run when that is wanted. Whatever happens after the start, the result
 * still says which run it was.
 */
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Inputs } from './inputs.ts';
import { followRun, type Ending, type FollowWorld } from './following/follow-run.ts';
import type { DispatchRequest } from './ports.ts';
import { targetRef } from './asking/target-ref.ts';

/** What is to be started, and where. */
export interface Target extends DispatchRequest {
  /** `owner/name`. */
  readonly repository: string;
}

export interface StartedRun {
  readonly id: number;
  readonly url: string;
}

/** Where the job itself is. */
export interface JobPlace {
  /** `owner/name`: the input, else the job's own. */
  readonly repository: string;
  /** The job's own, full; undefined outside a job. */
  readonly ref: string | undefined;
}

export type Result = { readonly target: Target } &
  /** `when` says no; the ref of the target is as it was asked for, unchecked. */
  (
    | { readonly kind: 'not-wanted' }
    /** A dry run. */
    | { readonly kind: 'planned' }
    | { readonly kind: 'started'; readonly run: StartedRun }
    | {
        readonly kind: 'followed';
        readonly run: StartedRun;
        readonly ending: Ending;
        readonly timeout: number;
      }
    | { readonly kind: 'started-somewhere'; readonly wait: boolean }
    | { readonly kind: 'lost'; readonly why: string }
  );

/** @throws Failure when the ref can't be run on or GitHub refuses the dispatch: nothing was started. */
export async function dispatchWorkflow(
  given: Omit<Inputs, 'token' | 'repository'>,
  { repository, ref: jobRef }: JobPlace,
  world: FollowWorld,
): Promise<Result> {
  const { workflow, inputs = {}, wait, timeout } = given;
  if (workflow === undefined) throw wrongInputs(['`workflow` must be set']);
  // A pull request has no ref to run on; where nothing is to be started this is no error.
  if (given.when !== true) {
    return { kind: 'not-wanted', target: { repository, workflow, inputs, ref: given.ref ?? jobRef ?? '' } };
  }
  const ref = targetRef(given.ref, jobRef);
  const target: Target = { repository, workflow, ref, inputs };
  if (given.dryRun) return { kind: 'planned', target };
  const answer = await world.workflows.dispatch({ workflow, ref, inputs });
  if (answer.kind === 'lost') return { kind: 'lost', target, why: answer.why };
  if (answer.kind === 'started-somewhere') return { kind: 'started-somewhere', target, wait };
  const run: StartedRun = { id: answer.id, url: answer.url };
  if (!wait) return { kind: 'started', target, run };
  world.log.info(`Started ${workflow} of ${repository} on ${ref}: ${run.url}`);
  return { kind: 'followed', target, run, timeout, ending: await followRun(run.id, timeout, world) };
}
