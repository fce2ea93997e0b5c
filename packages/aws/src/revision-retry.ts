/**
 * ECS takes one new revision of a family at a time, and the SDK does not try again when several jobs register at
 * once: it calls that a client's error.
 */

export interface Sleeper {
  sleep(milliseconds: number): Promise<void>;
}

const pauses = [1000, 2000, 4000, 8000];

export async function retryTooManyRevisions<T>(register: () => Promise<T>, clock: Sleeper): Promise<T> {
  for (const pause of pauses) {
    try {
      return await register();
    } catch (error) {
      if (!isTooMany(error)) throw error;
      await clock.sleep(pause);
    }
  }
  return register();
}

function isTooMany(error: unknown): boolean {
  return (
    error instanceof Error && error.message.includes('Too many concurrent attempts to create a new revision')
  );
}
