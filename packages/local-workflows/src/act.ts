/**
 * One run of act in host mode: the jobs are processes of this machine, and no docker is needed. It tells what happens as
 * lines of JSON; what a test asks for is read from them. Otherwise than GitHub it hands on the outputs of a skipped job
 * as they are written, `${{ … }}` and all, and knows no environments, concurrency and limits of time.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface ActRun {
  /** Whether every job that ran was green. */
  readonly isGreen: boolean;
  /** Result of each job that ran, `success` or `failure`, by its name in the workflow; a skipped job is not there. */
  readonly jobs: Readonly<Record<string, string>>;
  /** `‹job›.‹step›.‹output›` → value. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What a person would see. */
  readonly log: string;
}

export interface ActOptions {
  /** Where the program is. */
  readonly act: string;
  /** The repository whose workflows run. */
  readonly repository: string;
  readonly event: string;
  /** As `vars`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of every job. */
  readonly env: Readonly<Record<string, string>>;
  /** `owner/name@ref` → the folder that is taken for it, so that nothing is fetched. */
  readonly repositories: Readonly<Record<string, string>>;
  /** HOME and PATH of act: its jobs have nothing else of this process's environment. */
  readonly home: string;
  readonly path: string;
}

/** The local cloud answers in this process, so nothing here may block it. */
export async function runAct(options: ActOptions): Promise<ActRun> {
  const act = spawn(options.act, argumentsOf(options), {
    cwd: options.repository,
    env: { HOME: options.home, PATH: options.path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [told, complaints] = await Promise.all([text(act.stdout), text(act.stderr), once(act, 'close')]);
  const lines = told.split('\n').flatMap(lineOf);
  return {
    isGreen: act.exitCode === 0,
    jobs: Object.fromEntries(lines.flatMap(resultOf)),
    outputs: Object.fromEntries(lines.flatMap(outputOf)),
    log: `${lines.map(logLine).join('\n')}\n${complaints}`,
  };
}

const argumentsOf = ({ event, variables, env, repositories }: ActOptions): readonly string[] => [
  event,
  '--json',
  '--no-cache-server',
  ...['--platform', 'ubuntu-latest=-self-hosted'],
  ...given('--var', variables),
  ...given('--env', env),
  ...given('--local-repository', repositories),
];

const given = (flag: string, values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);

interface Line {
  readonly msg?: string;
  readonly jobID?: string;
  readonly jobResult?: string;
  readonly stepID?: readonly string[];
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
}

const lineOf = (line: string): readonly Line[] => (line.startsWith('{') ? [JSON.parse(line) as Line] : []);

const outputOf = ({ command, jobID = '', stepID = [], name = '', arg = '' }: Line) =>
  command === 'set-output' ? [[[jobID, ...stepID, name].join('.'), arg] as const] : [];

const resultOf = ({ jobID = '', jobResult }: Line) =>
  jobResult === undefined ? [] : [[jobID, jobResult] as const];

const logLine = ({ jobID = 'act', msg = '' }: Line): string => `[${jobID}] ${msg.trimEnd()}`;
