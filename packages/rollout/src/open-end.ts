/**
 * The end of a wait that is not known yet. A clock listens to it as to an AbortSignal, which costs Node ten times as
 * much, and there is one for each look.
 */
import type { Interruption } from '@slipway/action-kit/ports';

export interface OpenEnd extends Interruption {
  end(): void;
}

export function openEnd(): OpenEnd {
  return new Ending();
}

/** Ends with the first of the two. */
export function eitherEnd(one: Interruption, other: Interruption): Interruption {
  const either = openEnd();
  const end = (): void => {
    one.removeEventListener('abort', end);
    other.removeEventListener('abort', end);
    either.end();
  };
  if (one.aborted || other.aborted) either.end();
  else for (const each of [one, other]) each.addEventListener('abort', end, { once: true });
  return either;
}

class Ending implements OpenEnd {
  aborted = false;
  private listeners: readonly (() => void)[] = [];

  addEventListener(_: 'abort', listener: () => void): void {
    this.listeners = [...this.listeners, listener];
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.listeners = this.listeners.filter((each) => each !== listener);
  }

  end(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.listeners) listener();
  }
}
