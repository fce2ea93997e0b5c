/** Runs act, shows what it tells as it tells it, and keeps how its jobs end. */
import { printable, type ActLine } from '@slipway/local-workflows/running/act-lines';
import { hearAct } from '@slipway/local-workflows/running/act-process';
import type { JobPaths } from '@slipway/local-workflows/running/job-paths';
import { stopsBy, type Interrupts } from '../interrupts.ts';
import { shownLines } from './line.ts';

export interface ActRun {
  readonly exitCode: number;
  /** Result of each job that ended by its path, in the order in which they ended. */
  readonly jobs: ReadonlyMap<string, string>;
  /** Paths of all that act told anything of. */
  readonly begun: ReadonlySet<string>;
  /** Path of each job that act left out, because it was told of no machine for the label → the label. */
  readonly unsupported: ReadonlyMap<string, string>;
}

export interface ActCommand {
  readonly program: string;
  readonly words: readonly string[];
  /** Where it runs. */
  readonly folder: string;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether all is shown that act tells. */
  readonly isVerbose: boolean;
  /** What lines of its jobs begin with, before the path. */
  readonly title: string;
  readonly paths: JobPaths;
  /** Called once, before the first line of a job: by then act has read all that it was told by files. */
  readonly onBegun: () => void;
}

/**
 * @param say one line for the person
 * @param interrupts the first one cancels the run, with its post steps; the next ends it
 */
export async function runAct(
  command: ActCommand,
  say: (line: string) => void,
  interrupts: Interrupts,
): Promise<ActRun> {
  const { program, words, folder, env } = command;
  const { hear, told } = hearing(command, say);
  const { stop, ...stops } = stopsBy(interrupts);
  try {
    const onText = (text: string): void => say(printable(text));
    const exitCode = await hearAct({ program, words, folder, env, ...stops, onLine: hear, onText });
    return { ...told, exitCode };
  } finally {
    stop();
  }
}

const leftOut = /Skipping unsupported platform -- Try running with `-P (.+)=\.\.\.`/;

function hearing({ paths, title, isVerbose, onBegun }: ActCommand, say: (line: string) => void) {
  const [jobs, unsupported] = [new Map<string, string>(), new Map<string, string>()];
  const begun = new Set<string>();
  const hear = (line: ActLine): void => {
    const path = paths.of(line);
    if (path !== undefined && begun.size === 0) onBegun();
    if (path !== undefined) begun.add(path);
    if (path !== undefined && line.jobResult !== undefined) jobs.set(path, line.jobResult);
    const [, label] = leftOut.exec(line.msg) ?? [];
    if (path !== undefined && label !== undefined) unsupported.set(path, label);
    const job = path === undefined ? undefined : printable(`${title}${path}`);
    const shown = { msg: line.msg, job, isOutput: line.raw_output === true };
    for (const each of shownLines(shown, isVerbose)) say(each);
  };
  return { hear, told: { jobs, begun, unsupported } };
}
