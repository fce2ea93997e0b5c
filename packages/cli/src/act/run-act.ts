/** Runs act, shows what it tells as it tells it, and keeps how its jobs end. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { actLine, printable } from '@slipway/local-workflows/running/act-lines';
import type { JobPaths } from '@slipway/local-workflows/running/job-paths';
import type { Interrupts } from '../interrupts.ts';
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
 * @param interrupts the first one cancels the run as on GitHub, with its `always()` and post steps; the next ends it
 */
export async function runAct(
  command: ActCommand,
  say: (line: string) => void,
  interrupts: Interrupts,
): Promise<ActRun> {
  const { program, words, folder, env } = command;
  // A group of its own: a terminal would send Ctrl-C to act as well, which ends its jobs at once when it comes twice.
  const act = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const listening = interrupts.listen(() => act.kill('SIGINT'));
  const { hear, told } = hearing(command, say);
  const listen = async (input: Readable): Promise<void> => {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) hear(text);
  };
  const closed = new Promise<number>((resolve, reject) => {
    act.once('error', reject);
    act.once('close', (code) => resolve(code ?? 1));
  });
  const heard = Promise.all([listen(act.stdout), listen(act.stderr)]);
  try {
    // What can't be heard ends the run, and with it what was opened for it.
    const [exitCode] = await Promise.all([closed, heard]);
    return { ...told, exitCode };
  } catch (error) {
    act.kill('SIGINT');
    for (const stream of [act.stdout, act.stderr]) stream.resume();
    await closed.catch(() => undefined);
    throw error;
  } finally {
    listening.stop();
  }
}

const leftOut = /Skipping unsupported platform -- Try running with `-P (.+)=\.\.\.`/;

function hearing({ paths, title, isVerbose, onBegun }: ActCommand, say: (line: string) => void) {
  const [jobs, unsupported] = [new Map<string, string>(), new Map<string, string>()];
  const begun = new Set<string>();
  const hear = (text: string): void => {
    const line = actLine(text);
    if (line === undefined) {
      say(printable(text));
      return;
    }
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
