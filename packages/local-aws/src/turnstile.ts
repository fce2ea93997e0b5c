/**
 * Who decides when a call is taken in and when its answer leaves. Without one both happen at once; a run in lockstep
 * has one, because there the order of what happens at one moment may not depend on the speed of a machine.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface ArrivedCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Told once when whoever asked hung up before it was answered. */
  readonly onGone: (told: () => void) => void;
}

/** Resolves when the answer may leave. */
export type Leave = () => Promise<void>;

export interface Turnstile {
  /** Resolves when the call may be taken in. */
  enter(call: ArrivedCall): Promise<Leave>;
  /** Hears of what a call makes the cloud do, which may need the disk and then takes this machine's time. */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

const atOnce: Leave = () => Promise.resolve();

export const openTurnstile: Turnstile = { enter: () => Promise.resolve(atOnce) };
