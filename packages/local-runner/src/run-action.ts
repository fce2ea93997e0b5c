/**
 * Runs a built action as the runner would: its committed dist as a process of its own, inputs as variables, files
 * for outputs and state, then the post step, whatever became of the main one.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setupFailure } from '@slipway/action-kit/failures';
import { createMasks } from './masks.ts';
import { readMetadata, type ActionMetadata } from './metadata.ts';
import { runStep, type StepResult } from './run-step.ts';
import {
  baseVariables,
  githubContext,
  inputVariables,
  unexpectedInputs,
  type StepFolders,
} from './step-environment.ts';
import type { CancelDelays, Cancelling } from './step-process.ts';

export interface RunActionOptions {
  /** The folder of the action: action.yml and dist. */
  readonly action: string;
  /** As under `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** As under `env:`, and the context: `GITHUB_REPOSITORY`, `GITHUB_SHA`, `AWS_REGION` … */
  readonly env?: Readonly<Record<string, string>>;
  /** The checkout, and the working folder of the step. */
  readonly workspace: string;
  /** The job's own token: what `${{ github.token }}` becomes. It is masked from the start. */
  readonly token?: string;
  /** GITHUB_EVENT_PATH; `{}` when not given. */
  readonly event?: unknown;
  /** RUNNER_TEMP, kept afterwards. Without it a fresh one is made and removed, with all that the action left there. */
  readonly temporary?: string;
  /** The Node to run it with; this one when not given. */
  readonly node?: string;
  /** Modules that are loaded before the action, in this order. */
  readonly preloads?: readonly string[];
  /** How many milliseconds pass for the action in one real one; 1 when not given. What it waits for shrinks by it. */
  readonly timeFactor?: number;
  /** When the action's time and the real one were the same: milliseconds since the epoch; now when not given. */
  readonly timeOrigin?: number;
  /** Each line of the log, masked, when it arrives. */
  readonly onLine?: (line: string) => void;
  /** Cancels the main step as the runner does; the post step runs all the same. */
  readonly signal?: AbortSignal;
  readonly cancelDelays?: CancelDelays;
  /** For a step whose time is not this machine's. */
  readonly cancelling?: Cancelling;
  /** The machine goes away: the main step is killed at once, and no post step runs. */
  readonly lost?: AbortSignal;
}

export interface ActionRun extends StepResult {
  /** What was masked, in order. */
  readonly masks: readonly string[];
  /** Undefined when the action has no post step, or its machine went away. */
  readonly post: StepResult | undefined;
}

const runnersDelays = (factor: number): CancelDelays => ({
  interrupt: 7500 / factor,
  terminate: 2500 / factor,
});

/** @throws Failure of kind setup when there is no such action, or its dist is missing. */
export async function runAction(options: RunActionOptions): Promise<ActionRun> {
  const action = readMetadata(resolve(options.action));
  for (const entry of [action.main, action.post]) if (entry !== undefined) mustExist(action, entry);
  const own = await mkdtemp(join(tmpdir(), 'slipway-runner-'));
  try {
    return await runIn(own, action, options);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

async function runIn(own: string, action: ActionMetadata, options: RunActionOptions): Promise<ActionRun> {
  const folders = await makeFolders(own, options);
  const { inputs = {}, env = {}, token = '', node = process.execPath, timeFactor = 1 } = options;
  const masks = createMasks([token]);
  const eventPath = join(own, 'event.json');
  await writeFile(eventPath, JSON.stringify(options.event ?? {}));
  const step = (
    entry: string,
    folder: string,
    extra: Readonly<Record<string, string>>,
  ): Promise<StepResult> =>
    runStep({
      node,
      entry: join(action.folder, entry),
      preloads: preloadsOf(options, Date.now()),
      filesFolder: join(own, folder),
      workspace: folders.workspace,
      env: {
        ...baseVariables(folders, pathVariable(node), process.env.TMPDIR),
        GITHUB_EVENT_PATH: eventPath,
        ...env,
        ...inputVariables(action, inputs, githubContext(env, token)),
        ...extra,
      },
      masks,
      warning: folder === 'main' ? unexpectedInputs(action, inputs) : undefined,
      onLine: options.onLine,
      // The post step of a cancelled job runs to its end.
      signal: folder === 'main' ? options.signal : undefined,
      cancelDelays: options.cancelDelays ?? runnersDelays(timeFactor),
      cancelling: options.cancelling,
      lost: options.lost,
    });
  const main = await step(action.main, 'main', {});
  if (action.post === undefined || options.lost?.aborted === true) {
    return { ...main, masks: masks.secrets, post: undefined };
  }
  const post = await step(action.post, 'post', afterMain(main, node));
  return { ...main, masks: masks.secrets, post };
}

function preloadsOf(
  { timeFactor, timeOrigin, preloads = [] }: RunActionOptions,
  now: number,
): readonly string[] {
  if (timeFactor === undefined) return preloads;
  const scaled = new URL(`scaled-time.mjs?factor=${timeFactor}&origin=${timeOrigin ?? now}`, import.meta.url);
  return [scaled.href, ...preloads];
}

/** What the post step has over the main one: its state, and what it added to the job's environment. */
function afterMain(main: StepResult, node: string): Readonly<Record<string, string>> {
  const state = Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value] as const);
  const path = [...[...main.paths].reverse(), pathVariable(node)].join(delimiter);
  return {
    ...main.environment,
    ...(main.paths.length === 0 ? {} : { PATH: path }),
    ...Object.fromEntries(state),
  };
}

function pathVariable(node: string): string {
  return [dirname(node), process.env.PATH ?? ''].join(delimiter);
}

async function makeFolders(own: string, options: RunActionOptions): Promise<StepFolders> {
  const folders = {
    workspace: resolve(options.workspace),
    temporary: options.temporary === undefined ? join(own, 'temp') : resolve(options.temporary),
    home: join(own, 'home'),
    toolCache: join(own, 'tools'),
  };
  for (const folder of [folders.temporary, folders.home, folders.toolCache])
    await mkdir(folder, { recursive: true });
  return folders;
}

function mustExist(action: ActionMetadata, entry: string): void {
  if (existsSync(join(action.folder, entry))) return;
  throw setupFailure({
    code: 'dist-missing',
    what: `${action.folder} has no ${entry}`,
    why: 'run `npm run build`',
  });
}
