/**
 * The way from one dispatcher to GitHub and back, on which anything may happen that is assumed to happen: a call arrives
 * late, its answer is lost, the machine stands still before it reads the answer, or dies. Answers that were lost are
 * asked for again as the gateway does it.
 */
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';
import type { ManualClock } from '@slipway/test-kit/manual-clock';

/** What becomes of one request; milliseconds. */
export interface Fate {
  /** Until GitHub carries it out: no longer than a request may take. */
  readonly arrives: number;
  /** From then until the dispatcher goes on: its machine may have stood still. */
  readonly answers: number;
  readonly lost: 'no' | 'on-the-way' | 'answer';
}

export interface DispatcherPlan {
  readonly startsAt: number;
  /** Of its clock against GitHub's. */
  readonly skew: number;
  /** Of its first requests; those after them go well. */
  readonly fates: readonly Fate[];
  /** How much longer than asked its first sleeps take: its machine stood still. */
  readonly oversleeps: readonly number[];
  /** The request, from 1, at which it dies: before it is sent, or when it was carried out. */
  readonly dies: { readonly at: number; readonly when: 'before' | 'carried-out' } | undefined;
}

export interface Wire {
  readonly clock: Clock;
  /** @throws Failure when four answers were lost. */
  ask<T>(carryOut: () => T): Promise<T>;
  /** Undefined when the answer was lost. */
  askOnce<T>(carryOut: () => T): Promise<{ readonly value: T } | undefined>;
  readonly isAlive: () => boolean;
  readonly requests: () => number;
  /** Resolves when it dies. */
  readonly death: Promise<undefined>;
}

const wellMeant: Fate = { arrives: 100, answers: 100, lost: 'no' };
/** A request that gets no answer is given up after so long. */
const givenUpAfter = 30_000;

export function wireOf(plan: DispatcherPlan, time: ManualClock): Wire {
  const { promise: death, resolve: die } = Promise.withResolvers<undefined>();
  const state = { isAlive: true, requests: 0, sleeps: 0 };
  const kill = (): void => {
    state.isAlive = false;
    die(undefined);
  };
  const pass = async (milliseconds: number): Promise<void> => {
    await time.sleep(milliseconds);
    if (!state.isAlive) await new Promise(() => undefined);
  };
  const askOnce: Wire['askOnce'] = async (carryOut) => {
    const number = (state.requests += 1);
    const fate = plan.fates[number - 1] ?? wellMeant;
    const dies = plan.dies?.at === number ? plan.dies.when : undefined;
    if (dies === 'before') kill();
    if (!state.isAlive) return new Promise(() => undefined);
    const done: { value?: ReturnType<typeof carryOut> } = {};
    if (fate.lost !== 'on-the-way')
      time.at(time.now() + fate.arrives, () => {
        done.value = carryOut();
        if (dies === 'carried-out') kill();
      });
    await pass(fate.lost === 'no' ? fate.arrives + fate.answers : Math.min(fate.answers, givenUpAfter));
    return fate.lost === 'no' ? { value: done.value as ReturnType<typeof carryOut> } : undefined;
  };
  const clock: Clock = {
    now: () => time.now() + plan.skew,
    sleep: async (milliseconds, signal) => {
      const over = plan.oversleeps[state.sleeps] ?? 0;
      state.sleeps += 1;
      await time.sleep(milliseconds, signal);
      await pass(over);
    },
  };
  const ask: Wire['ask'] = async (carryOut) => {
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const answer = await askOnce(carryOut);
      if (answer !== undefined) return answer.value;
      await pass(1000 * 2 ** (attempt - 1));
    }
    throw upstreamFailure({ code: 'github-unreachable', what: 'GitHub gave no answer' });
  };
  return { clock, ask, askOnce, isAlive: () => state.isAlive, requests: () => state.requests, death };
}
