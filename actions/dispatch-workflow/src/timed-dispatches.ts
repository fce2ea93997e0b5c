/** Dispatches that remember when GitHub had answered: what a step waits for begins then. */
import type { Clock } from '@slipway/action-kit/ports';
import type { DispatchAnswer, Dispatches } from './ports.ts';

export class TimedDispatches implements Dispatches {
  /** Of the last answer, by our own clock in milliseconds; undefined while there is none. */
  answeredAt: number | undefined;
  private readonly dispatches: Dispatches;
  private readonly clock: Pick<Clock, 'now'>;

  constructor(dispatches: Dispatches, clock: Pick<Clock, 'now'>) {
    this.dispatches = dispatches;
    this.clock = clock;
  }

  workflow(...sent: Parameters<Dispatches['workflow']>): Promise<DispatchAnswer> {
    return this.timed(this.dispatches.workflow(...sent));
  }

  event(...sent: Parameters<Dispatches['event']>): Promise<DispatchAnswer> {
    return this.timed(this.dispatches.event(...sent));
  }

  private async timed(answer: Promise<DispatchAnswer>): Promise<DispatchAnswer> {
    const answered = await answer;
    this.answeredAt = this.clock.now();
    return answered;
  }
}
