/** Sending by a claim: within its lease and not for a cancelled job, once a step, and written down as soon as it is known. */
import { describe, expect, test } from '@jest/globals';
import { dispatchOnce } from '../../src/claiming/dispatch-once.ts';
import type { ClaimingWorld, Once } from '../../src/claiming/ports.ts';
import type { Dispatch } from '../../src/finding/ports.ts';
import { pageOf, stage, target, type Stage } from './stage.ts';

const key = 'first-deployment';
const name = 'SLIPWAY_ONCE_FIRST_DEPLOYMENT';
const once = async (
  here: Stage,
  dispatch = here.dispatch,
  world: ClaimingWorld = here.world,
): Promise<Once> => here.clock.drive(dispatchOnce(key, target, world, dispatch));

describe('a job that is cancelled while it claims', () => {
  test('sends nothing, and gives the key back', async () => {
    const here = stage();
    const { claims } = here.world;
    const create: typeof claims.create = async (...given) => {
      const answer = await claims.create(...given);
      here.cancel.abort();
      return answer;
    };
    await expect(
      once(here, here.dispatch, { ...here.world, claims: { ...claims, create } }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect([here.shelf.all, here.variables.names()]).toEqual([[], []]);
  });
});

describe('a dispatch that has several ways', () => {
  /** An old server's: each way takes its time, and is refused but the last. */
  const inTwoWays =
    (here: Stage, pause: number): Dispatch =>
    async (marker, _, beforeSend) => {
      beforeSend?.();
      await here.clock.sleep(pause);
      beforeSend?.();
      return here.dispatch(marker);
    };

  test('is sent the second way within the lease', async () => {
    const here = stage();
    expect(await once(here, inTwoWays(here, 59_000))).toMatchObject({ kind: 'dispatched' });
  });

  test('is not sent any way after it, however late the timers are', async () => {
    const here = stage();
    const sent: number[] = [];
    const began = here.clock.now();
    const late: Dispatch = async (marker, timeUp, beforeSend) => {
      if (sent.push(here.clock.now() - began) === 1)
        return inTwoWays(here, 60_000)(marker, timeUp, beforeSend);
      return here.dispatch(marker);
    };
    expect(await once(here, late)).toMatchObject({ kind: 'dispatched' });
    // By a lease of its own: the claim came to nothing, and was taken over.
    expect([sent[0], (sent[1] ?? 0) >= 120_000, here.shelf.all.length]).toEqual([0, true, 1]);
  });

  test('is not sent the second way for a cancelled job', async () => {
    const here = stage();
    here.clock.at(here.clock.now() + 500, () => here.cancel.abort());
    await expect(once(here, inTwoWays(here, 1000))).rejects.toMatchObject({ code: 'cancelled' });
    expect([here.shelf.all, here.variables.names()]).toEqual([[], []]);
  });
});

describe('who finds the key claimed', () => {
  test('knows that its run may have been at work meanwhile, when it was not recorded at first', async () => {
    const here = stage();
    const slow: Dispatch = async (marker) => {
      await here.clock.sleep(20_000);
      return here.dispatch(marker);
    };
    void dispatchOnce(key, target, { ...here.world, by: pageOf(3), random: { next: () => 0.7 } }, slow);
    await here.clock.advance(0);
    expect(await once(here)).toMatchObject({ kind: 'already', run: { id: 1000 }, wasPending: true });
    expect(await once(here)).toMatchObject({ kind: 'already', run: { id: 1000 }, wasPending: false });
    expect(here.variables.names()).toEqual([name]);
  });
});
