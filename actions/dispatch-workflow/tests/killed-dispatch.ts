/**
 * A dispatch once for a key by the committed bundle, whose machine goes away at one call, and the same job run again, as
 * a person would who re-runs it: what GitHub's own record says of both. In lockstep with the local GitHub.
 */
import { virtualClock } from '@slipway/local-aws/clock';
import type { Fault } from '@slipway/local-github/faults';
import type { ServerAge } from '@slipway/local-github/workflows/world';
import { openStage, type HarbourStage, type Played } from '@slipway/test-kit/harbour-stage';
import { openLockstep, type Lockstep } from '@slipway/test-kit/lockstep/lockstep';
import { handlers } from './dist-github.ts';

export interface KilledDispatch {
  /** False when it ended before the call was reached. */
  readonly wasKilled: boolean;
  readonly second: Played['run'];
  /** The ids of the runs that there are. */
  readonly runs: readonly string[];
  /** Of the variables that are left. */
  readonly variables: readonly string[];
}

/** @param call from 0: at it the machine goes away, before GitHub has it or after it was carried out. */
export async function killAndRunAgain(
  workflow: string,
  age: ServerAge,
  call: number,
  when: Fault['when'],
): Promise<KilledDispatch> {
  await using opened = new AsyncDisposableStack();
  const lockstep = await openLockstep(virtualClock(undefined, 1));
  opened.defer(() => lockstep.close());
  const runLag = { list: 3000 };
  const stage = await openStage({ lockstep, github: { handlers, age, runLag } });
  opened.defer(() => stage.close());
  const lost = killAt(stage, lockstep, call, when);
  await play(stage, workflow, 1, lost);
  stage.github.faults.length = 0;
  const { run: second } = await play(stage, workflow, 2);
  const { github } = stage;
  return {
    wasKilled: lost.aborted,
    second,
    runs: github.runs.map(({ id }) => String(id)),
    variables: [...github.variables.keys()],
  };
}

function killAt(stage: HarbourStage, lockstep: Lockstep, skip: number, when: Fault['when']): AbortSignal {
  const lost = new AbortController();
  const die = (): void => {
    // Time stands while the process dies.
    void lockstep.hold(lockstep.gone());
    lost.abort();
  };
  // What is on its way then may still arrive, and is never answered.
  stage.github.faults.push({ when, answer: 'silence', act: die, skip, times: 1 });
  return lost.signal;
}

const play = async (
  stage: HarbourStage,
  workflow: string,
  attempt: number,
  lost?: AbortSignal,
): Promise<Played> =>
  stage.play(
    'dispatch-workflow',
    {
      workflow,
      'only-once': 'first-run',
      'variables-token': stage.github.tokens.variables,
      ...(workflow === 'release.yml' ? { inputs: 'version=1' } : {}),
    },
    { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: String(attempt) },
    lost === undefined ? {} : { lost },
  );
