/**
 * Whether what an action said of a deployment was right: by its exit code and its words on one side, and by the
 * cloud's own record on the other. Nothing of the engine is asked.
 */
import { nameOf, serves, settledAt, type Standing } from '@slipway/test-kit/standing';

export interface Trial {
  readonly exitCode: number | null;
  /** All that the step printed. */
  readonly words: string;
  readonly standing: Standing;
  /** When the step ended; cloud time. */
  readonly endedAt: number;
  /** Cloud time; undefined when nothing was denied. */
  readonly deniedAt: number | undefined;
}

export interface Judge {
  /** What a right verdict is, for a person. */
  readonly says: string;
  /** @returns what is wrong, in a few words; undefined when nothing is. */
  readonly wrong: (trial: Trial) => string | undefined;
  /** When the facts were there; cloud time. The lag of an action counts from it. */
  readonly decidedAt: (trial: Trial) => number | undefined;
  /** What the words must hold to name the cause; undefined when there is none to name. */
  readonly cause: RegExp | undefined;
}

/** What serves before, in every benchmark. */
const before = 'web:1';

const settled = ({ standing }: Trial): number | undefined => settledAt(standing);
const isSettled = (trial: Trial): boolean => (settled(trial) ?? Infinity) <= trial.endedAt;
const servesTested = (standing: Standing): boolean =>
  standing.tested !== undefined && serves(standing, nameOf(standing.tested.deployment.revision.definition));
/** In the words of either action. */
const toldReturn = /roll(s|ed|ing)?[ -]?back|serves again/i;
const timedOut = /timed? ?out/i;

/** The first of these that holds is what is wrong. */
const firstOf = (...wrongs: readonly (readonly [holds: boolean, words: string])[]): string | undefined =>
  wrongs.find(([holds]) => holds)?.[1];

export const success: Judge = {
  says: 'green, and the new revision serves',
  wrong: (trial) => {
    const { exitCode, words, standing } = trial;
    return firstOf(
      [exitCode !== 0 && timedOut.test(words), 'red: says it timed out'],
      [exitCode !== 0, 'red'],
      [!isSettled(trial), 'green before ECS was done'],
      [!servesTested(standing), `green while ${standing.asked} serves`],
    );
  },
  decidedAt: settled,
  cause: undefined,
};

/** Red, says that it was rolled back, and the old revision serves when it says so. */
export const returned = (cause: RegExp): Judge => ({
  says: 'red, says that it was rolled back, and the old revision serves',
  wrong: (trial) => {
    const { exitCode, words, standing } = trial;
    return firstOf(
      [exitCode === 0, `green while ${standing.asked} serves`],
      [!toldReturn.test(words), timedOut.test(words) ? 'says it timed out' : 'no word of it'],
      [!isSettled(trial) || !serves(standing, before), 'the old revision does not serve yet'],
    );
  },
  decidedAt: settled,
  cause,
});

/** ECS gave up and left it: it has to be told as that, whatever is done about it. */
export const stopped: Judge = {
  says: 'red, says that ECS gave up on the deployment',
  wrong: ({ exitCode, words }) =>
    firstOf(
      [exitCode === 0, 'green'],
      [
        !/circuit breaker|failed to start/i.test(words),
        timedOut.test(words) ? 'says it timed out' : 'no word',
      ],
    ),
  decidedAt: settled,
  cause: /circuit breaker/i,
};

export const superseded: Judge = {
  says: 'red, says that another deployment took over',
  wrong: ({ exitCode, words }) =>
    firstOf(
      [exitCode === 0, 'green'],
      [/rolled back/i.test(words), 'says it was rolled back'],
      [!/another|other:1|superseded|took over/i.test(words), 'no word of the other deployment'],
    ),
  decidedAt: ({ standing }) => standing.tested?.finishedAt?.getTime(),
  cause: /other:1/,
};

export const nothingRuns: Judge = {
  says: 'green, and says that nothing runs',
  wrong: ({ exitCode, words }) =>
    firstOf(
      [exitCode !== 0, 'red'],
      [!/nothing runs|no tasks?\b|desired count( is)? 0/i.test(words), 'green without a word'],
    ),
  decidedAt: settled,
  cause: undefined,
};

export const denied: Judge = {
  says: 'red, and names the permission',
  wrong: ({ exitCode, words }) =>
    firstOf(
      [exitCode === 0, 'green'],
      [
        !/ecs:Describe|ecs:List/.test(words),
        timedOut.test(words) ? 'says it timed out' : 'no permission named',
      ],
    ),
  decidedAt: ({ deniedAt }) => deniedAt,
  cause: /ecs:(Describe|List)\w+/,
};
