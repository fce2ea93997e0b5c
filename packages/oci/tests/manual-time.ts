/** A clock that moves only by being slept on, and dice that always show the middle. */
import type { RetryPorts } from '../src/retry.ts';

export function manualTime(): RetryPorts & { readonly sleeps: number[] } {
  const sleeps: number[] = [];
  return {
    sleeps,
    clock: {
      now: () => sleeps.reduce((sum, each) => sum + each, 0),
      sleep: async (milliseconds) => void sleeps.push(milliseconds),
    },
    random: { next: () => 0.5 },
  };
}
