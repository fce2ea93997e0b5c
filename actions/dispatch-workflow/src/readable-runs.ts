/**
 * The list of runs, for a token that may start something and not look at runs, such as one with *Contents: write* alone
 * that sends events: the dispatch goes ahead, and only its run can't be told. What it needs to start a workflow, the
 * dispatch itself says better.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';
import type { RunList } from './finding/ports.ts';

export const readableRuns = (runs: RunList, clock: Pick<Clock, 'now'>): RunList => ({
  since: (since, until, timeUp) => runs.since(since, until, timeUp),
  newest: async (timeUp) => {
    try {
      return await runs.newest(timeUp);
    } catch (thrown) {
      if (asFailure(thrown).kind !== 'setup') throw thrown;
      // Without knowing what was there before, no run is taken for the new one that does not show the marker.
      return { id: Number.MAX_SAFE_INTEGER, now: clock.now() };
    }
  },
});
