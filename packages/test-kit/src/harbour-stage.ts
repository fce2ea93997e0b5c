/**
 * The stage of the transcripts: a local cloud and a local GitHub with a small world, on which the committed bundle
 * of an action runs as the runner would run it, and what it called is kept.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Gate } from '@slipway/local-aws/dispatch';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import {
  startLocalGithub,
  type LocalGithub,
  type LocalGithubOptions,
} from '@slipway/local-github/local-github';
import { runAction, type ActionRun, type RunActionOptions } from '@slipway/local-runner/run-action';
import type { Lockstep } from './lockstep/lockstep.ts';
import { pushImage } from './pushed-image.ts';
import { changes, transcript, type ServedCall } from './transcript.ts';

const actions = resolve(import.meta.dirname, '../../../actions');

export interface StageOptions {
  /** YAML of a world file; an account with nothing in it when left out. */
  readonly world?: string;
  readonly github?: Omit<LocalGithubOptions, 'repository' | 'clock' | 'turnstile'>;
  /** Whose time passes, for both clouds and the action; this machine's when left out. */
  readonly lockstep?: Lockstep;
  /** Sees every call of AWS before and after it takes effect, and may act, hold it, or refuse it. */
  readonly gate?: Gate;
  /** RUNNER_TEMP of every step, kept between them; a fresh one each when left out. */
  readonly temporary?: string;
}

export interface Played {
  readonly run: ActionRun;
  /** What a user sees, and what was called, with everything that differs from run to run named. */
  readonly transcript: string;
  /** The calls that may have changed something. */
  readonly changes: readonly string[];
}

export interface Ends {
  /** Cancels the job, as the runner does, at the first line of the log that it holds for. */
  readonly cancelsAt?: (line: string) => boolean;
  /** Cancels the job, as the runner does, when it is aborted. */
  readonly cancelled?: AbortSignal;
  /** The machine of the job goes away when it is aborted. */
  readonly lost?: AbortSignal;
}

export interface HarbourStage {
  readonly aws: LocalAws;
  readonly github: LocalGithub;
  /** The checkout of the job: absolute, temporary. */
  readonly workspace: string;
  /** Writes a file of the workspace. */
  write(path: string, content: string): Promise<void>;
  /** Puts a small image of its own into the local ECR. @returns its digest. */
  push(repository: string, tag: string): Promise<string>;
  /**
   * Runs the committed bundle of an action.
   * @param env beside what a job has here.
   * @param ends what may happen to the job meanwhile.
   */
  play(
    action: string,
    inputs: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
    ends?: Ends,
  ): Promise<Played>;
  close(): Promise<void>;
}

export async function openStage({
  world: text = '',
  github: options = {},
  lockstep,
  gate = () => undefined,
  temporary,
}: StageOptions = {}): Promise<HarbourStage> {
  const world = readWorld(text, 'world of this test');
  const workspace = await mkdtemp(join(tmpdir(), 'slipway-harbour-'));
  const time = lockstep === undefined ? {} : { clock: lockstep.clock, turnstile: lockstep.turnstile };
  const aws = await startLocalAws({ world, gate, ...time });
  const github = await startLocalGithub({ ...options, ...time, repository: 'harbour/example-app' });
  return {
    aws,
    github,
    workspace,
    write: (path, content) => writeFile(join(workspace, path), content),
    push: (repository, tag) => pushImage(aws.endpoint, join(workspace, 'pushed'), repository, tag),
    play: async (action, inputs, env = {}, ends = {}) => {
      const before = [aws.calls.length, github.calls.length] as const;
      const startedAt = lockstep?.clock.now();
      const run = await runAction({
        ...timeOf(lockstep, aws, github),
        ...endsOf(ends),
        action: join(actions, action),
        inputs,
        env: { ...aws.environment, ...github.environment, ...env },
        workspace,
        ...(temporary === undefined ? {} : { temporary }),
        token: github.tokens.job,
      });
      const calls = [...awsCalls(aws.calls.slice(before[0])), ...github.calls.slice(before[1])];
      return { run, transcript: transcript(run, calls, startedAt), changes: changes(calls) };
    },
    close: async () => {
      await github.close();
      await aws.close();
      await rm(workspace, { recursive: true, force: true });
    },
  };
}

const timeOf = (
  lockstep: Lockstep | undefined,
  { endpoint }: LocalAws,
  { url }: LocalGithub,
): Partial<RunActionOptions> =>
  lockstep === undefined
    ? {}
    : {
        preloads: [lockstep.preload(endpoint, url)],
        cancelling: {
          after: (wait, run) => lockstep.after(wait, run),
          send: (signal) => void lockstep.signal(signal),
        },
      };

function endsOf({ cancelsAt, cancelled, lost }: Ends): Partial<RunActionOptions> {
  const told = new AbortController();
  return {
    signal: AbortSignal.any([told.signal, ...(cancelled === undefined ? [] : [cancelled])]),
    ...(lost === undefined ? {} : { lost }),
    onLine: (line) => {
      if (cancelsAt?.(line) === true) told.abort();
    },
  };
}

/**
 * Blobs are uploaded side by side, so their calls come in any order, with reads of a source between them; uploads have
 * ids that nobody reads.
 */
function awsCalls(calls: LocalAws['calls']): readonly ServedCall[] {
  const served: ServedCall[] = [];
  let uploads: ServedCall[] = [];
  const flush = (): void => {
    served.push(...uploads.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)));
    uploads = [];
  };
  for (const call of calls) {
    const asked = registryCall(call);
    if (asked?.path.includes('/blobs/uploads/') === true) uploads.push(asked);
    else if (asked?.method === 'GET' || asked?.method === 'HEAD') served.push(asked);
    else {
      flush();
      served.push(asked ?? call);
    }
  }
  flush();
  return served;
}

function registryCall({
  service,
  operation,
  status,
}: LocalAws['calls'][number]): Extract<ServedCall, { path: string }> | undefined {
  if (service !== 'registry') return undefined;
  const [method = '', url = ''] = operation.split(' ');
  return { method, path: url.replace(/(?<=\/uploads\/).*$/, '…'), status };
}
