/**
 * Time that stands still while somebody works: a cloud on a virtual clock and the process of an action go in lockstep,
 * so that a run is the same to the byte on every machine. The process tells when it has nothing left to do; then its
 * calls are answered one by one, and when none is left the clock goes on to what comes next, in the cloud or in the
 * process.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { VirtualClock } from '@slipway/local-aws/clock';
import type { Turnstile } from '@slipway/local-aws/turnstile';
import { lockstepPreload, type WallClock } from '@slipway/local-runner/lockstep/preload-url';
import { openDoor, type HeldCall } from './door.ts';
import { openLine, type Idle, type Line } from './line.ts';

export type { WallClock };

export interface Lockstep {
  readonly clock: VirtualClock;
  /** Of the local cloud, or of several: when each call is answered. */
  readonly turnstile: Turnstile;
  /** The module to load before an action. @param clouds the URLs of all that it calls and that has this turnstile. */
  preload(...clouds: readonly [string, ...string[]]): string;
  /** Does something once, after so much time of the cloud; time stands until it is done. */
  after(milliseconds: number, act: () => unknown): () => void;
  /** Time stands until this is done. */
  hold<T>(act: Promise<T>): Promise<T>;
  /** Resolves when the process has taken the signal in, or is gone. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** Resolves when no process is there any more. */
  gone(): Promise<void>;
  /** Lets time pass while no action runs. @throws Error when it never holds */
  until(holds: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** What an answer sets going is done within so many turns of the event loop: it needs nothing but this process. */
const enoughTurns = 3;

/** A cloud has always something to do; what did not happen by then is not going to. Milliseconds of the cloud. */
const longest = 12 * 3_600_000;

async function turns(): Promise<void> {
  for (let left = enoughTurns; left > 0; left -= 1) await turn();
}

/** @param wall the clock of each process. */
export async function openLockstep(clock: VirtualClock, wall?: WallClock): Promise<Lockstep> {
  let idle: Idle | undefined;
  let startedAt = clock.now();
  let told = startedAt;
  let holding = 0;
  let isPlaying = false;

  const line: Line = await openLine({
    now: () => (startedAt = told = clock.now()),
    onIdle: (reported) => {
      idle = reported;
      void play();
    },
    onGone: () => {
      idle = undefined;
      door.letAllIn();
    },
  });
  /** The process may go on from here: what it reported before is over. */
  const tell = (signal?: NodeJS.Signals): Promise<void> => {
    idle = undefined;
    told = clock.now();
    return line.tell(signal === undefined ? { now: told } : { now: told, signal });
  };
  const door = openDoor({
    isOpen: () => !line.isOpen(),
    onArrival: () => void play(),
    /** What is answered at another moment than the process knows of is answered after it has been told. */
    onLeave: async () => {
      idle = undefined;
      if (clock.now() !== told) await tell();
    },
  });
  const hold = async <T>(act: Promise<T>): Promise<T> => {
    holding += 1;
    try {
      return await act;
    } finally {
      holding -= 1;
      void play();
    }
  };

  /** Time stands for an answer until it is on its way. */
  const during: Turnstile['during'] = async (work) => {
    holding += 1;
    try {
      return await work;
    } finally {
      void turns().then(() => {
        holding -= 1;
        void play();
      });
    }
  };

  async function play(): Promise<void> {
    if (isPlaying) return;
    isPlaying = true;
    try {
      for (let next = ready(); next !== undefined; next = ready()) await move(next);
    } finally {
      isPlaying = false;
    }
  }
  /** What the process reported, when it still holds and everything that it waits for is here. */
  function ready(): Idle | undefined {
    if (idle === undefined || holding > 0) return undefined;
    return door.held() === idle.started - idle.finished && door.left() <= idle.finished ? idle : undefined;
  }
  async function move({ next }: Idle): Promise<void> {
    const call = door.firstWaiting();
    if (call !== undefined) return letIn(call);
    const due = clock.nextDue();
    if ((due === undefined && next === undefined) || clock.now() - startedAt > longest) {
      idle = undefined;
      line.drop('What the action waits for does not happen.');
      return;
    }
    if (due !== undefined && (next === undefined || due <= next)) {
      clock.step();
      await turn();
      return;
    }
    clock.advance((next ?? clock.now()) - clock.now());
    await tell();
  }
  async function letIn(call: HeldCall): Promise<void> {
    call.letIn();
    await turns();
  }

  return {
    clock,
    turnstile: { ...door.turnstile, during },
    preload: (...clouds) => lockstepPreload(line.port, clouds, wall),
    after: (milliseconds, act) => clock.after(milliseconds, () => void hold(Promise.resolve().then(act))),
    hold,
    signal: (name) => hold(tell(name)),
    gone: () => line.closed(),
    until: async (holds) => {
      const limit = clock.now() + longest;
      while (!holds()) {
        if (clock.now() > limit || !clock.step()) throw new Error('What is waited for does not happen.');
        await turn();
      }
    },
    close: () => line.close(),
  };
}
