/** Ctrl-C and SIGTERM, each told once: a terminal, npm and npx pass the same one on several times. */

export interface Interrupts {
  /** Calls it at each one from now on. */
  listen(told: () => void): { stop(): void };
  /** How many there were. */
  count(): number;
  /** Resolves at the next one; at once when there was one already. */
  readonly first: Promise<void>;
}

/** What comes within so many milliseconds is the same wish. */
const together = 1000;

/** @param now milliseconds. */
export function processInterrupts(now: () => number = () => Date.now()): Interrupts {
  const listeners = new Set<() => void>();
  const { promise: first, resolve } = Promise.withResolvers<undefined>();
  let [count, last] = [0, -Infinity];
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (now() - last < together) return;
      // Of one that counts: who types it again and again must get through.
      last = now();
      count += 1;
      resolve(undefined);
      for (const each of listeners) each();
    });
  const listen = (told: () => void) => {
    listeners.add(told);
    return { stop: () => void listeners.delete(told) };
  };
  return { listen, count: () => count, first };
}

/** For a run: the first one from now on cancels it, and the next ends it. */
export function stopsBy(interrupts: Interrupts) {
  const [cancelled, ended] = [new AbortController(), new AbortController()];
  const listening = interrupts.listen(() => (cancelled.signal.aborted ? ended : cancelled).abort());
  return { cancel: cancelled.signal, end: ended.signal, stop: () => listening.stop() };
}
