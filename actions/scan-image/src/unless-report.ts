/** Mode report promises to fail for bad input only: what AWS refuses, or does not answer, is then told and not thrown. */
import { Failure, withoutHint } from '@slipway/action-kit/failures';
import type { Inputs } from './inputs.ts';

type Mode = Inputs['mode'];

/** @param without what stands in for an answer that AWS does not give. */
export async function unlessReport<T>(
  answer: Promise<T>,
  mode: Mode,
  without: (failure: Failure) => T,
): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    if (mode !== 'report' || !isOfAws(thrown)) throw thrown;
    return without(thrown);
  }
}

/** Rather than of what the workflow asks for: a request that AWS refuses was made here. */
export const isOfAws = (thrown: unknown): thrown is Failure =>
  thrown instanceof Failure &&
  (thrown.kind === 'setup' || thrown.kind === 'upstream' || thrown.code === 'refused-by-aws');

/** As a reason in the middle of a sentence. */
export const sayingWhy = (failure: Failure): string => withoutHint(failure).replace(/\.$/, '');
