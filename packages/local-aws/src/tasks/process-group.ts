/**
 * One program of this machine in a process group of its own, so that whatever it starts ends with it. It knows
 * nothing of tasks or images.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { splitLines } from './output-lines.ts';
import type { ProcessCommand } from './process-command.ts';

export interface ProcessGroup {
  /** Nothing happens when it has ended. */
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
}

export interface ProcessGroupEvents {
  spawned(): void;
  /** It never ran. Nothing follows. */
  failed(error: Error): void;
  readonly line: (text: string) => void;
  /** @param exitCode 128 + n when signal n ended it. All its lines have been told. */
  ended(exitCode: number): void;
}

/** Real milliseconds that output may take to close once the group has been killed. */
const lastWords = 1000;

export function startProcessGroup(command: ProcessCommand, events: ProcessGroupEvents): ProcessGroup {
  const child = spawn(command.file, command.args, {
    cwd: command.folder,
    env: command.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const group = groupOf(child);
  const flush = [child.stdout, child.stderr].map((stream) => readLines(stream, events.line));
  child.once('spawn', () => events.spawned());
  child.once('error', (error) => {
    if (child.pid === undefined) events.failed(error);
  });
  child.once('exit', (code, signal) => {
    // What it left behind would hold the output open, and the port.
    group.signal('SIGKILL');
    group.release();
    whenClosed(child, () => {
      for (const end of flush) end();
      events.ended(code ?? 128 + constants.signals[signal ?? 'SIGKILL']);
    });
  });
  return group;
}

function groupOf(child: ChildProcess): ProcessGroup & { release(): void } {
  let { pid } = child;
  return {
    signal: (name) => {
      if (pid === undefined) return;
      try {
        process.kill(-pid, name);
      } catch {
        // Nothing of the group is left.
      }
    },
    // A number that ended may be given to another process.
    release: () => {
      pid = undefined;
    },
  };
}

function readLines(stream: NodeJS.ReadableStream, line: (text: string) => void): () => void {
  const lines = splitLines(line);
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => lines.write(chunk));
  return lines.end;
}

/** A program that left its group may hold the output open for ever; the container has ended all the same. */
function whenClosed(child: ChildProcess, run: () => void): void {
  const timer = setTimeout(done, lastWords);
  function done(): void {
    clearTimeout(timer);
    child.removeListener('close', done);
    run();
  }
  child.once('close', done);
}
