/**
 * The door of a cloud in lockstep: holds the calls of the one process that is followed, and lets them in one at a time
 * in an order of their own, because the order in which they arrive is chance.
 */
import type { Turnstile } from '@slipway/local-aws/turnstile';

export interface HeldCall {
  readonly letIn: () => void;
}

export interface Door {
  readonly turnstile: Turnstile;
  /** How many calls have arrived and are not answered. */
  held(): number;
  /** How many calls of this process are over. */
  left(): number;
  /** The first by order of those that are not let in yet. */
  firstWaiting(): HeldCall | undefined;
  /** The process is gone: what it asked for happens all the same. */
  letAllIn(): void;
}

export interface DoorOptions {
  /** Whether nobody is followed. */
  readonly isOpen: () => boolean;
  readonly onArrival: () => void;
  /** The answer leaves when this resolves. */
  readonly onLeave: () => Promise<void>;
}

interface Held extends HeldCall {
  readonly order: string;
  isIn: boolean;
}

/** A call with this header is not the process's: somebody else makes it, at a moment that is held. */
export const bystander = 'x-lockstep-bystander';

export function openDoor({ isOpen, onArrival, onLeave }: DoorOptions): Door {
  let calls = new Set<Held>();
  let left = 0;
  const over = (call: Held): boolean => {
    const wasHeld = calls.delete(call);
    if (wasHeld) left += 1;
    return wasHeld;
  };
  const enter: Turnstile['enter'] = ({ method, url, headers, body, onGone }) => {
    if (isOpen() || headers[bystander] !== undefined) return Promise.resolve(() => Promise.resolve());
    const { promise, resolve } = Promise.withResolvers<() => Promise<void>>();
    const call: Held = {
      order: `${url} ${method} ${String(headers['x-amz-target'])} ${body.toString('latin1')}`,
      isIn: false,
      letIn: () => {
        call.isIn = true;
        resolve(() => (over(call) ? onLeave() : Promise.resolve()));
      },
    };
    calls.add(call);
    onGone(() => {
      if (over(call)) onArrival();
    });
    onArrival();
    return promise;
  };
  const waiting = (): readonly Held[] =>
    [...calls].filter(({ isIn }) => !isIn).sort((one, other) => (one.order < other.order ? -1 : 1));
  return {
    turnstile: { enter },
    held: () => calls.size,
    left: () => left,
    firstWaiting: () => waiting()[0],
    letAllIn: () => {
      const abandoned = waiting();
      calls = new Set();
      left = 0;
      for (const call of abandoned) call.letIn();
    },
  };
}
