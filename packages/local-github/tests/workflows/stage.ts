/** A local GitHub in virtual time as a job's token sees it, and time that passes from one event to the next. */
import type { VirtualClock } from '@slipway/local-aws/clock';
import type { LocalGithubOptions } from '../../src/local-github.ts';
import type { PerformedRun, WorkflowHandler } from '../../src/workflows/handlers.ts';
import { asking, type Asking } from '../asking.ts';

export interface Stage extends Asking {
  /** Dispatches on main. @returns the id of the run. @throws Error with GitHub's answer when it is refused */
  readonly dispatch: (workflow: string, inputs?: Readonly<Record<string, unknown>>) => Promise<number>;
  /** Lets so many milliseconds pass, and what is due on the way happen at its own time. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

/** Virtual time starts at 2026-01-01T00:00:00Z. */
export async function stageOf(options: Partial<LocalGithubOptions> = {}): Promise<Stage> {
  const asked = await asking(options);
  const { github, clock } = asked;
  const ask: Stage['ask'] = (route, body, how) =>
    asked.ask(route, body, { token: github.tokens.job, ...how });
  return {
    ...{ github, clock, ask },
    dispatch: (...what) => dispatch(ask, ...what),
    pass: (milliseconds) => pass(clock, milliseconds),
  };
}

/** A workflow without inputs that does this. */
export const doing = (
  perform: (run: PerformedRun) => Promise<void>,
  more: Partial<WorkflowHandler> = {},
): WorkflowHandler => ({ inputs: {}, perform, ...more });

async function dispatch(
  ask: Stage['ask'],
  workflow: string,
  inputs: Readonly<Record<string, unknown>> = {},
): Promise<number> {
  const { body } = await ask(`POST /actions/workflows/${workflow}/dispatches`, { ref: 'main', inputs });
  if (typeof body.workflow_run_id !== 'number') throw new Error(JSON.stringify(body));
  return body.workflow_run_id;
}

async function pass(clock: VirtualClock, milliseconds: number): Promise<void> {
  const until = clock.now() + milliseconds;
  await turn();
  while ((clock.nextDue() ?? Infinity) <= until) {
    clock.step();
    await turn();
  }
  clock.advance(until - clock.now());
}

/** Every promise that could go on has gone on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
