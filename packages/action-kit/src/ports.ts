/**
 * The few things of the world that every action shares, as interfaces: types only, so that rules, engines and
 * gateways can name them without touching a timer, a disk or the runner.
 */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `milliseconds`, or at once when `signal` is or becomes aborted; never rejects. */
  sleep(milliseconds: number, signal?: Interruption): Promise<void>;
}

/** What may end a wait before its time: an AbortSignal is one. */
export type Interruption = Readonly<Pick<AbortSignal, 'aborted'>> & {
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: true }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
}

export interface Log {
  info(line: string): void;
  /** Only shown when the runner debugs. */
  debug(line: string): void;
  /** Hides `secret` in everything that is logged from now on. Call before its first use. */
  mask(secret: string): void;
  /** A foldable part of the log. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
}

export interface Files {
  /** @throws Error with `code` (ENOENT, EISDIR, EACCES …) as node:fs does. */
  read(path: string): Promise<Uint8Array>;
  /**
   * Creates missing parent folders.
   * @param content in pieces where the whole is too much to hold.
   */
  write(path: string, content: string | Uint8Array | Iterable<string>): Promise<void>;
  /** As write, but nobody else on this machine may read the file, or a folder that is made for it. */
  writePrivate(path: string, content: string | Uint8Array): Promise<void>;
  /** Whether `write` may put a file there, without touching it. @throws Error with `code`, as `write` would. */
  checkWritable(path: string): Promise<void>;
  /** Makes `path` a link to the folder `target`; to remove it leaves the folder alone. */
  linkFolder(path: string, target: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** A fresh path inside the runner's temporary folder (nothing is created). */
  temporary(name: string): string;
  /** An absolute path; relative ones start at the workspace. */
  resolve(path: string): string;
  /**
   * Whether a path belongs to the job: inside the workspace or the runner's temporary folder, with its links
   * followed as far as they lead. True for a path there that does not exist yet.
   */
  isOwn(path: string): Promise<boolean>;
  remove(path: string): Promise<void>;
}

/** Files that may be too large to hold in memory: image layers. */
export interface FileStreams {
  /** Bytes; undefined when there is no such file, or it is a folder. */
  size(path: string): Promise<number | undefined>;
  /**
   * The content in order, some 256 KiB at a time; the whole of it when no range is given. A piece is good until the
   * next but one is asked for: then its memory is used again.
   */
  stream(path: string, range?: ByteRange): AsyncIterable<Uint8Array>;
}

/** From the first byte, counted from 0, up to the one that no longer belongs to it. */
export interface ByteRange {
  readonly from: number;
  readonly until: number;
}

/** What stands beside each other on the disk. */
export interface Folders {
  /** Names of the files in a folder, without those in folders below. @throws Error with `code`, as Files does. */
  namesIn(folder: string): Promise<readonly string[]>;
}
