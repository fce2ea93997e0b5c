/** What can't be read is no reason to refuse: it is said in a line, and left to GitHub, who looks at it all anyway. */
import { asFailure, type Failure } from '@slipway/action-kit/failures';

export type Read<T> =
  { readonly kind: 'read'; readonly value: T } | { readonly kind: 'unread'; readonly failure: Failure };

/** @throws what a cancelled job or a defect of ours ends with. */
export async function tryToRead<T>(read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { kind: 'read', value: await read() };
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'defect' || failure.code === 'cancelled') throw failure;
    return { kind: 'unread', failure };
  }
}
