/** Sending by a claim: within its lease and not for a cancelled job, once a step, and written down as soon as it is known. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { dispatchOnce } from '../../src/claiming/dispatch-once.ts';
import type { ClaimingWorld, Once } from '../../src/claiming/ports.ts';
import type { Dispatch, Target } from '../../src/finding/ports.ts';
import { failing, marking, pageOf, stage, target, type Stage } from './stage.ts';

const key = 'first-deployment';
const name = 'SLIPWAY_ONCE_FIRST_DEPLOYMENT';
const once = async (
  here: Stage,
  dispatch = here.dispatch,
  world: ClaimingWorld = here.world,
  to = target,
): Promise<Once> => here.clock.drive(dispatchOnce(key, to, world, dispatch));

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

describe('a step whose own answer was lost', () => {
  /** @returns when it was sent, in milliseconds since the step began. */
  const losing = (here: Stage, lag?: number): { readonly sent: number[]; readonly dispatch: Dispatch } => {
    const began = here.clock.now();
    const sent: number[] = [];
    const dispatch: Dispatch = async (marker) => {
      sent.push(here.clock.now() - began);
      if (lag !== undefined) here.shelf.add(`Deploy ${marker}`, 'main', lag);
      return { kind: 'lost', why: 'socket hang up' };
    };
    return { sent, dispatch };
  };

  test('does not send it again, and makes no lock', async () => {
    const here = stage();
    const { sent, dispatch } = losing(here);
    expect(await once(here, dispatch)).toMatchObject({ kind: 'unclear' });
    expect([sent, here.variables.names()]).toEqual([[0], [name]]);
  });

  test('does not send it again though the list is far too late', async () => {
    const here = stage();
    const { sent, dispatch } = losing(here, 145_000);
    expect(await once(here, dispatch)).toMatchObject({ kind: 'unclear' });
    expect([sent, here.shelf.all.length]).toEqual([[0], 1]);
  });

  test('looks twice before it says that nobody can tell', async () => {
    const here = stage();
    const { dispatch } = losing(here, 125_000);
    expect(await once(here, dispatch)).toMatchObject({ kind: 'dispatched', start: { run: { id: 1000 } } });
  });

  test('says of the only run that fits that it is its own, as far as can be told', async () => {
    const here = stage();
    const lost: Dispatch = async () => {
      here.shelf.add('Deploy', 'main', 0);
      return { kind: 'lost', why: 'socket hang up' };
    };
    expect(await once(here, lost, here.world, marking('none'))).toMatchObject({
      kind: 'recovered',
      byThisStep: true,
      byThisRun: true,
      certain: false,
      run: { id: 1000 },
    });
  });
});

const event: Target = {
  ...target,
  kind: 'event',
  workflow: 'ship',
  ref: undefined,
  marking: 'sent',
  tells: false,
};

describe('a dispatch that GitHub confirmed without saying its run', () => {
  /** Confirmed, and no run is ever seen. */
  const unheard = (here: Stage): { readonly sent: string[]; readonly dispatch: Dispatch } => {
    const sent: string[] = [];
    return {
      sent,
      dispatch: async (marker) => (
        sent.push(marker),
        here.calls.push('dispatch'),
        { kind: 'started-somewhere' }
      ),
    };
  };

  test('is written down before its run is looked for', async () => {
    const here = stage();
    const { dispatch } = unheard(here);
    await once(here, dispatch, here.world, event);
    expect(here.calls.slice(0, 5)).toEqual([
      `create ${name}`,
      'newest run',
      'dispatch',
      `update ${name}`,
      'list runs',
    ]);
    expect(here.calls.filter((call) => call.startsWith('update'))).toHaveLength(1);
  });

  test('is not sent again by who comes later', async () => {
    const here = stage();
    const { sent, dispatch } = unheard(here);
    expect(await once(here, dispatch, here.world, event)).toMatchObject({
      kind: 'dispatched',
      unrecorded: undefined,
    });
    for (const run of [8, 9])
      expect(await once(here, dispatch, { ...here.world, by: pageOf(run) }, event)).toMatchObject({
        kind: 'already',
        run: undefined,
        by: pageOf(7),
      });
    expect(sent).toHaveLength(1);
  });

  test('is not sent again by who comes after a death while its run was looked for', async () => {
    const here = stage();
    const { sent, dispatch } = unheard(here);
    void dispatchOnce(
      key,
      event,
      { ...here.world, runs: { ...here.world.runs, since: async () => new Promise(() => undefined) } },
      dispatch,
    );
    await here.clock.advance(1000);
    expect(await once(here, dispatch, { ...here.world, by: pageOf(8) }, event)).toMatchObject({
      kind: 'already',
    });
    expect(sent).toHaveLength(1);
  });

  test('is written down at the end when it could not be at once', async () => {
    const here = stage();
    const { sent, dispatch } = unheard(here);
    let left = 1;
    const { claims } = here.world;
    const down = upstreamFailure({ code: 'github-unavailable', what: 'GitHub is down' });
    const update: typeof claims.update = async (...given) =>
      (left -= 1) >= 0 ? Promise.reject(down) : claims.update(...given);
    const world = { ...here.world, claims: { ...claims, update } };
    expect(await once(here, dispatch, world, event)).toMatchObject({
      kind: 'dispatched',
      unrecorded: undefined,
    });
    expect(await once(here, dispatch, here.world, event)).toMatchObject({ kind: 'already' });
    expect(sent).toHaveLength(1);
  });

  test('says so when it can be written down neither way', async () => {
    const here = stage();
    const { dispatch } = unheard(here);
    const down = upstreamFailure({ code: 'github-unavailable', what: 'GitHub is down' });
    const world = { ...here.world, claims: { ...here.world.claims, update: failing(down) } };
    expect(await once(here, dispatch, world, event)).toMatchObject({ kind: 'dispatched', unrecorded: down });
  });

  test('writes nothing over a claim that was made anew while GitHub took its time', async () => {
    const here = stage();
    const anew = '{"claim":"0123456789abcdef","event":"ship"}';
    const slow: Dispatch = async () => {
      await here.clock.sleep(80_000);
      here.variables.remove(name);
      here.variables.create(name, anew);
      return { kind: 'started-somewhere' };
    };
    expect(await once(here, slow, here.world, event)).toMatchObject({ unrecorded: { code: 'claim-lost' } });
    expect(here.variables.read(name, 0)?.value).toBe(anew);
  });

  test('undoes nothing that somebody wrote who found the run meanwhile', async () => {
    const here = stage();
    const slow: Dispatch = async () => {
      await here.clock.sleep(80_000);
      const value = JSON.parse(here.variables.read(name, 0)?.value ?? '') as object;
      here.variables.update(name, JSON.stringify({ ...value, run: 42 }));
      return { kind: 'started-somewhere' };
    };
    await once(here, slow, here.world, event);
    expect(await once(here, slow, here.world, event)).toMatchObject({ kind: 'already', run: { id: 42 } });
  });

  test('is done for a token that may not look at runs', async () => {
    const here = stage();
    const { sent, dispatch } = unheard(here);
    const refusal = setupFailure({ code: 'token-cannot-read-runs', what: 'This token may not look at runs' });
    const runs = { ...here.world.runs, since: failing(refusal) };
    const world = { ...here.world, runs };
    expect(await once(here, dispatch, world, event)).toMatchObject({ kind: 'dispatched' });
    expect(await once(here, dispatch, world, event)).toMatchObject({ kind: 'already', run: undefined });
    expect(sent).toHaveLength(1);
  });
});
