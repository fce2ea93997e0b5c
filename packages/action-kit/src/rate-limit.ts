/**
 * A limit on how often something may be asked, with the time when it ends: who waits anyway can sleep until then
 * instead of asking in vain. A file of its own, so that only who meets such a limit bundles it.
 */
import { Failure, type FailureWords } from './failures.ts';

export class RateLimitFailure extends Failure {
  /** Milliseconds since the epoch. */
  readonly endsAt: number;

  constructor(words: FailureWords, endsAt: number) {
    super('upstream', words);
    this.endsAt = endsAt;
  }
}
