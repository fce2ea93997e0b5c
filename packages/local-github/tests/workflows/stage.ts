/** A local GitHub in virtual time, its API as one function, and time that passes from one event to the next. */
import { virtualClock, type VirtualClock } from '@slipway/local-aws/clock';
import { startLocalGithub, type LocalGithub, type LocalGithubOptions } from '../../src/local-github.ts';
import type { PerformedRun, WorkflowHandler } from '../../src/workflows/handlers.ts';

export interface Asked {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly headers: Headers;
}

export interface Stage {
  readonly github: LocalGithub;
  readonly clock: VirtualClock;
  /** @param route `GET /actions/runs`, in the repository. */
  readonly ask: (route: string, body?: object, options?: AskOptions) => Promise<Asked>;
  /** Dispatches on main. @returns the id of the run. */
  readonly dispatch: (workflow: string, inputs?: Readonly<Record<string, unknown>>) => Promise<number>;
  /** Lets so many milliseconds pass, and what is due on the way happen at its own time. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

export interface AskOptions {
  readonly token?: string;
  readonly version?: string;
  readonly accept?: string;
}

let open: Stage | undefined;

/** Virtual time starts at 2026-01-01T00:00:00Z. */
export async function stageOf(options: Partial<LocalGithubOptions> = {}): Promise<Stage> {
  const clock = virtualClock();
  const github = await startLocalGithub({ repository: 'team/web', clock, ...options });
  const ask: Stage['ask'] = (route, body, more) => askApi(github, route, body, more);
  open = {
    github,
    clock,
    ask,
    dispatch: (...what) => dispatch(ask, ...what),
    pass: (time) => pass(clock, time),
  };
  return open;
}

/** For `afterEach`. */
export async function closeStage(): Promise<void> {
  await open?.github.close();
  open = undefined;
}

/** A workflow without inputs that does this. */
export const doing = (
  perform: (run: PerformedRun) => Promise<void>,
  more: Partial<WorkflowHandler> = {},
): WorkflowHandler => ({ inputs: {}, perform, ...more });

async function askApi(
  github: LocalGithub,
  route: string,
  body?: object,
  { token = github.tokens.job, version = '2026-03-10', accept = 'application/json' }: AskOptions = {},
): Promise<Asked> {
  const [method = 'GET', path = ''] = route.split(' ');
  const response = await fetch(`${github.url}/repos/team/web${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'x-github-api-version': version, accept },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('application/json') === true && text !== '';
  const parsed = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, body: parsed, text, headers: response.headers };
}

async function dispatch(
  ask: Stage['ask'],
  workflow: string,
  inputs: Readonly<Record<string, unknown>> = {},
): Promise<number> {
  const { body, text } = await ask(`POST /actions/workflows/${workflow}/dispatches`, { ref: 'main', inputs });
  if (typeof body.workflow_run_id !== 'number') throw new Error(text);
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
