/** A repository that ends with the telling: what runs is cancelled as GitHub does it, and nothing more is begun. */
import type { LocalRepository } from '@slipway/local-workflows/local-repository';

/** @param signal everything that was begun then throws its reason, once it has ended. */
export function endingWith(signal: AbortSignal, repository: LocalRepository): LocalRepository {
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= repository.close());
  const stop = (): void => {
    // Whoever closes it is told of what goes wrong.
    close().catch(() => undefined);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const unlessEnded = async <Value>(begin: () => Promise<Value>): Promise<Value> => {
    signal.throwIfAborted();
    try {
      return await begin();
    } finally {
      signal.throwIfAborted();
    }
  };
  return {
    ...repository,
    push: (changed) => unlessEnded(() => repository.push(changed)),
    pullRequest: (pull) => unlessEnded(() => repository.pullRequest(pull)),
    dispatch: (workflow, inputs) => unlessEnded(() => repository.dispatch(workflow, inputs)),
    close: () => {
      signal.removeEventListener('abort', stop);
      return close();
    },
  };
}
