/**
 * One process of act in host mode: the jobs are processes of this machine, and no docker is needed. Everything that it
 * is told stands in files that nobody else can read; the command line names them alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { actLine, type ActLine } from './act-lines.ts';

export interface ActOptions {
  /** Where the program is. */
  readonly act: string;
  /** The copy of the caller's repository. */
  readonly repository: string;
  /** Below it. */
  readonly workflow: string;
  readonly event: string;
  readonly actor: string;
  /** Each a file of YAML, `event` one of JSON. */
  readonly files: Readonly<Record<'event' | 'variables' | 'secrets' | 'env', string>>;
  /** `owner/name@ref` → the folder that is taken for it, so that nothing is fetched. */
  readonly repositories: Readonly<Record<string, string>>;
  /** Labels that jobs run on: all of them are this machine. */
  readonly platforms: readonly string[];
  /** HOME and PATH of act: its jobs have nothing else of this process's environment. */
  readonly home: string;
  readonly path: string;
  /** act then ends the running steps, does their post steps, and ends. */
  readonly signal?: AbortSignal | undefined;
  readonly onLine: (line: ActLine) => void;
}

export interface ActEnd {
  readonly exitCode: number;
  /** What it wrote beside its lines. */
  readonly complaints: string;
}

/** How long post steps may take after a cancellation, in milliseconds; GitHub gives five minutes. */
const patience = 300_000;

export async function runAct(options: ActOptions): Promise<ActEnd> {
  const act = spawn(options.act, argumentsOf(options), {
    cwd: options.home,
    env: { HOME: options.home, PATH: options.path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const spawned = once(act, 'spawn');
  const closed = once(act, 'close');
  closed.catch(() => undefined);
  await spawned;
  const forget = endOnAbort(act, options.signal);
  const complaints = text(act.stderr);
  for await (const each of createInterface({ input: act.stdout, crlfDelay: Infinity })) {
    const line = actLine(each);
    if (line !== undefined) options.onLine(line);
  }
  await closed;
  forget();
  return { exitCode: act.exitCode ?? 1, complaints: (await complaints).trimEnd() };
}

function endOnAbort(act: ReturnType<typeof spawn>, signal: AbortSignal | undefined): () => void {
  let last: NodeJS.Timeout | undefined;
  const stop = (): void => {
    act.kill('SIGINT');
    last = setTimeout(() => act.kill('SIGKILL'), patience);
  };
  if (signal?.aborted === true) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  return () => {
    signal?.removeEventListener('abort', stop);
    clearTimeout(last);
  };
}

const argumentsOf = ({
  platforms,
  repository,
  workflow,
  event,
  actor,
  files,
  repositories,
}: ActOptions): readonly string[] => [
  event,
  '--json',
  '--no-cache-server',
  ...['--directory', repository, '--workflows', workflow, '--actor', actor],
  ...['--eventpath', files.event, '--var-file', files.variables],
  ...['--secret-file', files.secrets, '--env-file', files.env],
  ...platforms.flatMap((label) => ['--platform', `${label}=-self-hosted`]),
  ...Object.entries(repositories).flatMap(([name, folder]) => ['--local-repository', `${name}=${folder}`]),
];
