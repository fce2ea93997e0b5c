/** A client that calls the app through the load balancer all along and counts every answer. */

export interface Traffic {
  readonly total: number;
  readonly failed: number;
  /** What went wrong first, in words. */
  readonly firstFailure: string | undefined;
  stop(): Promise<void>;
}

const pauseInMilliseconds = 20;

/** One request after the other, 20 ms apart, each on a connection that is kept alive, until stopped. */
export function startTraffic(url: string): Traffic {
  const stopped = new AbortController();
  const counts = { total: 0, failed: 0, firstFailure: undefined as string | undefined };
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const problem = await ask(url);
      counts.total += 1;
      if (problem !== undefined) {
        counts.failed += 1;
        counts.firstFailure ??= problem;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseInMilliseconds));
    }
  };
  const running = loop();
  return {
    get total() {
      return counts.total;
    },
    get failed() {
      return counts.failed;
    },
    get firstFailure() {
      return counts.firstFailure;
    },
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
