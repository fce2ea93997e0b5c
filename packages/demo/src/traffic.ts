/** Clients that call the app through the load balancer all along, and count and time every answer. */

export interface Traffic {
  readonly total: number;
  readonly failed: number;
  /** What went wrong first, in words. */
  readonly firstFailure: string | undefined;
  /** Milliseconds to the end of each answer, failures included, in the order of their ends. */
  readonly latencies: readonly number[];
  stop(): Promise<void>;
}

const pauseInMilliseconds = 20;

/**
 * Each client sends one request after the other, 20 ms apart, on a connection that is kept alive, until stopped.
 * @param clients how many do so at once.
 */
export function startTraffic(url: string, clients = 1): Traffic {
  const stopped = new AbortController();
  const latencies: number[] = [];
  const failures: string[] = [];
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const from = performance.now();
      const problem = await ask(url);
      latencies.push(performance.now() - from);
      if (problem !== undefined) failures.push(problem);
      await new Promise((resolve) => setTimeout(resolve, pauseInMilliseconds));
    }
  };
  const running = Promise.all(Array.from({ length: clients }, loop));
  return {
    get total() {
      return latencies.length;
    },
    get failed() {
      return failures.length;
    },
    get firstFailure() {
      return failures[0];
    },
    latencies,
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}

async function ask(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    const body = await response.text();
    return response.ok ? undefined : `HTTP ${String(response.status)}: ${body.slice(0, 200)}`;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  }
}

/** The version that answers behind the load balancer now; undefined when nothing does. */
export async function servedVersion(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    const body: unknown = await response.json();
    if (!response.ok || typeof body !== 'object' || body === null || !('version' in body)) return undefined;
    return String(body.version);
  } catch {
    return undefined;
  }
}
