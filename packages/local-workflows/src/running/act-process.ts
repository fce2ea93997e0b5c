/**
 * One process of act, heard until it ends. It has a group of its own: a terminal would send Ctrl-C to act as well, which
 * ends its jobs at once when it comes twice.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { actLine, type ActLine } from './act-lines.ts';
import { stopping, type Stop } from './stopping.ts';

export interface ActProcess extends Stop {
  readonly program: string;
  readonly words: readonly string[];
  /** Where it runs. */
  readonly folder: string;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: ActLine) => void;
  /** What it writes that is no line of `--json`, to its errors most of all. */
  readonly onText: (text: string) => void;
}

/**
 * @returns its exit code; as in a shell, 128 and the number of the signal that ended it
 * @throws Error when it does not start; and what `onLine` and `onText` throw, once the run is cancelled and has ended
 */
export async function hearAct(process: ActProcess): Promise<number> {
  const { program, words, folder, env } = process;
  const act = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const stop = stopping(act, process);
  const unheard: unknown[] = [];
  const hear = (text: string): void => {
    if (unheard.length > 0) return;
    try {
      tell(process, text);
    } catch (error) {
      // What can't be heard ends the run, and with it what was opened for it.
      unheard.push(error);
      stop.cancel();
    }
  };
  for (const input of [act.stdout, act.stderr])
    createInterface({ input, crlfDelay: Infinity }).on('line', hear);
  try {
    const exitCode = await endOf(act);
    if (unheard.length > 0) throw unheard[0];
    return exitCode;
  } finally {
    stop.forget();
  }
}

function tell({ onLine, onText }: ActProcess, text: string): void {
  const line = actLine(text);
  if (line === undefined) onText(text);
  else onLine(line);
}

/** Once all that it wrote is read. */
const endOf = (act: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    act.once('error', reject);
    act.once('close', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
