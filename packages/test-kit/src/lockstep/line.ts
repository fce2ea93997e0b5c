/** The cloud's end of the connection on which it and a process in lockstep speak: one JSON value a line. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** The process has nothing left to do, as long as nothing of this happens. */
export interface Idle {
  /** Its calls of the cloud, from its start. */
  readonly started: number;
  readonly finished: number;
  /** When its next timer is due, milliseconds since the epoch. */
  readonly next?: number | undefined;
}

export interface Told {
  readonly now: number;
  readonly signal?: NodeJS.Signals;
}

export interface Line {
  readonly port: number;
  isOpen(): boolean;
  /** Resolves when the process has taken it in, or is gone; at once when there is none. */
  tell(message: Told): Promise<void>;
  /** Resolves when no process is there any more. */
  closed(): Promise<void>;
  /** Ends the process with these words in its log. */
  drop(words: string): void;
  close(): Promise<void>;
}

export interface LineOptions {
  /** What a process that starts is told. */
  readonly now: () => number;
  readonly onIdle: (idle: Idle) => void;
  readonly onGone: () => void;
}

type Heard =
  | { readonly kind: 'hello' }
  | { readonly kind: 'heard'; readonly id: number }
  | ({ readonly kind: 'idle' } & Idle);

export async function openLine({ now, onIdle, onGone }: LineOptions): Promise<Line> {
  let process: Socket | undefined;
  let ids = 0;
  const unheard = new Map<number, () => void>();
  const say = (message: object): void => void process?.write(`${JSON.stringify(message)}\n`);
  const hear = (message: Heard): void => {
    if (message.kind === 'hello') say({ kind: 'start', now: now() });
    else if (message.kind === 'idle') onIdle(message);
    else {
      unheard.get(message.id)?.();
      unheard.delete(message.id);
    }
  };
  const server = createServer((socket) => {
    process = socket.setNoDelay(true);
    readLines(socket, (line) => hear(JSON.parse(line) as Heard));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (process !== socket) return;
      process = undefined;
      for (const resolve of unheard.values()) resolve();
      unheard.clear();
      onGone();
    });
  });
  const port = await listen(server);
  return {
    port,
    isOpen: () => process !== undefined,
    tell: (message) => {
      if (process === undefined) return Promise.resolve();
      const id = (ids += 1);
      say({ kind: 'told', id, ...message });
      return new Promise((resolve) => unheard.set(id, resolve));
    },
    closed: async () => {
      if (process !== undefined) await once(process, 'close');
    },
    drop: (words) => say({ kind: 'dropped', words }),
    close: () => {
      process?.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function readLines(socket: Socket, read: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) read(line);
  });
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
