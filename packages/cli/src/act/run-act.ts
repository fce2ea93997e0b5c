/** Runs act, shows what it tells as it tells it, and keeps how its jobs end. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { printable } from '@slipway/local-workflows/running/act-lines';
import type { Interrupts } from '../interrupts.ts';
import { readActLine, shownLines } from './line.ts';

export interface ActRun {
  readonly exitCode: number;
  /** Result of each job that ran by its name, in the order in which they ended. */
  readonly jobs: ReadonlyMap<string, string>;
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
}

/**
 * @param say one line for the person
 * @param interrupts the first one cancels the run as on GitHub, with its `always()` and post steps; the next ends it
 */
export async function runAct(
  { program, words, folder, env, isVerbose }: ActCommand,
  say: (line: string) => void,
  interrupts: Interrupts,
): Promise<ActRun> {
  // A group of its own: a terminal would send Ctrl-C to act as well, which ends its jobs at once when it comes twice.
  const act = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const listening = interrupts.listen(() => act.kill('SIGINT'));
  const jobs = new Map<string, string>();
  const hear = (text: string): void => {
    const line = readActLine(text);
    if (line?.job !== undefined && line.jobResult !== undefined) jobs.set(line.job, line.jobResult);
    for (const shown of line === undefined ? [printable(text)] : shownLines(line, isVerbose)) say(shown);
  };
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
    return { exitCode, jobs };
  } catch (error) {
    act.kill('SIGINT');
    for (const stream of [act.stdout, act.stderr]) stream.resume();
    await closed.catch(() => undefined);
    throw error;
  } finally {
    listening.stop();
  }
}
