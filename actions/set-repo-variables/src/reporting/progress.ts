/** The log while variables are written: the plan with about how long it takes, then each as it is done. */
import type { Log } from '@slipway/action-kit/ports';
import type { Progress } from '../applying/progress.ts';
import type { Target } from '../asking/target.ts';
import { doneLine, sourceLines } from './log-lines.ts';
import { plannedWords, writesOf } from './planned.ts';
import type { Shown } from './shown-value.ts';

export interface LoggedProgress extends Progress {
  /** Whether the log holds what was done: a plan without a write is left to the report. */
  readonly isTold: boolean;
}

export function loggedProgress(
  log: Pick<Log, 'info'>,
  shown: Shown,
  inQuotes: readonly string[],
): LoggedProgress {
  let writing: Target | undefined;
  return {
    get isTold() {
      return writing !== undefined;
    },
    begins: (beginning) => {
      if (writesOf(beginning.plan) === 0) return;
      writing = beginning.target;
      for (const line of sourceLines(beginning.overrides, inQuotes)) log.info(line);
      log.info(plannedWords(beginning));
    },
    did: (done) => {
      if (writing !== undefined) log.info(doneLine(done, { shown, target: writing, dryRun: false }));
    },
  };
}
