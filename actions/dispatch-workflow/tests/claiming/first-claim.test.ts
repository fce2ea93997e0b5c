/** The first who claims a key: it dispatches, writes the run down, and gives the key back where GitHub refuses. */
import { describe, expect, test } from '@jest/globals';
import { defect, inputFailure, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { RateLimitFailure } from '@slipway/action-kit/rate-limit';
import { dispatchOnce } from '../../src/claiming/dispatch-once.ts';
import type { ClaimingWorld } from '../../src/claiming/ports.ts';
import type { Dispatch } from '../../src/finding/ports.ts';
import { dead, name, once, recorded } from './claimants.ts';
import { failing, pageOf, stage, target } from './stage.ts';

describe('the first who comes', () => {
  test('dispatches at once, with three calls, and writes the run down', async () => {
    const here = stage();
    const { id, url } = { id: 1000, url: 'https://github.com/team/web/actions/runs/1000' };
    expect(await once(here)).toEqual({
      kind: 'dispatched',
      start: { kind: 'started', run: { id, url } },
      unrecorded: undefined,
    });
    expect(here.calls).toEqual([`create ${name}`, 'dispatch', `update ${name}`]);
    expect(recorded(here)).toMatchObject({
      target: 'deploy.yml',
      ref: 'main',
      by: pageOf(7),
      started: true,
      run: { id, url },
    });
    expect(here.lines).toEqual([]);
  });

  test('gives the key back when GitHub refuses for good', async () => {
    const here = stage();
    const refusal = inputFailure({ code: 'ref-not-found', what: 'No ref', hint: 'Set `ref`.' });
    await expect(once(here, failing(refusal))).rejects.toBe(refusal);
    expect(here.variables.names()).toEqual([]);
    expect(await once(here)).toMatchObject({ kind: 'dispatched' });
  });

  test('says that the key stays claimed when it cannot be given back', async () => {
    const here = stage();
    const refusal = inputFailure({ code: 'ref-not-found', what: 'No ref', hint: 'Set `ref`.' });
    const down = upstreamFailure({ code: 'github-unavailable', what: 'GitHub is down' });
    const world = { ...here.world, claims: { ...here.world.claims, remove: failing(down) } };
    await expect(
      here.clock.drive(dispatchOnce('first-deployment', target, world, failing(refusal))),
    ).rejects.toMatchObject({
      code: 'ref-not-found',
      message:
        'No ref. Set `ref`. The key stays claimed for up to 2 minutes, and is free for the next run then.',
    });
  });

  test('leaves the key to who may have taken it over, when the refusal comes late', async () => {
    const here = stage();
    const late: Dispatch = async () => {
      await here.clock.sleep(80_000);
      throw inputFailure({ code: 'ref-not-found', what: 'No ref', hint: 'Set `ref`.' });
    };
    await expect(once(here, late)).rejects.toMatchObject({
      message: expect.stringMatching(/The key stays claimed for up to 2 minutes/),
    });
    expect(here.variables.names()).toEqual([name]);
  });

  test('asks once only for what must not be repeated later: giving back, and noting a run that is not known', async () => {
    const here = stage();
    const asked: [string, boolean | undefined][] = [];
    const { claims } = here.world;
    const world: ClaimingWorld = {
      ...here.world,
      claims: {
        ...claims,
        update: async (of, value, timeUp) => (
          asked.push([value.includes('"run"') ? 'run' : 'started', timeUp?.aborted]),
          claims.update(of, value, timeUp)
        ),
        remove: async (of, timeUp) => (asked.push(['remove', timeUp?.aborted]), claims.remove(of, timeUp)),
      },
    };
    const silent: Dispatch = async (marker) => (await here.dispatch(marker), { kind: 'started-somewhere' });
    await here.clock.drive(dispatchOnce('first-deployment', target, world, silent));
    here.variables.remove(name);
    const refused = failing(inputFailure({ code: 'ref-not-found', what: 'No ref' }));
    await expect(dispatchOnce('first-deployment', target, world, refused)).rejects.toThrow('No ref');
    expect(asked).toEqual([
      ['started', true],
      ['run', undefined],
      ['remove', true],
    ]);
  });

  test('gives up a rate limit after a minute, and gives the key back', async () => {
    const here = stage();
    const limited: Dispatch = async (_, timeUp) => {
      await here.clock.sleep(3_600_000, timeUp);
      throw new RateLimitFailure({ code: 'rate-limited', what: 'Too many calls' }, here.clock.now());
    };
    const began = here.clock.now();
    await expect(once(here, limited)).rejects.toMatchObject({ code: 'rate-limited' });
    expect([here.clock.now() - began, here.variables.names()]).toEqual([60_000, []]);
  });

  test('leaves the claim where it is after a defect: nobody knows what was done', async () => {
    const here = stage();
    await expect(once(here, failing(defect(new Error('x'))))).rejects.toMatchObject({ kind: 'defect' });
    expect(here.variables.names()).toEqual([name]);
  });

  test('is green when the run cannot be written down, and says why', async () => {
    const here = stage();
    const failure = setupFailure({ code: 'token-lacks-permission', what: 'This token may not touch it' });
    const world = { ...here.world, claims: { ...here.world.claims, update: failing(failure) } };
    expect(
      await here.clock.drive(dispatchOnce('first-deployment', target, world, here.dispatch)),
    ).toMatchObject({
      kind: 'dispatched',
      start: { kind: 'started' },
      unrecorded: { code: 'token-lacks-permission' },
    });
  });

  test('does not bring a claim back that somebody removed meanwhile', async () => {
    const here = stage();
    const removing: Dispatch = async (marker) => {
      here.variables.remove(name);
      return here.dispatch(marker);
    };
    expect(await once(here, removing)).toMatchObject({
      kind: 'dispatched',
      unrecorded: { code: 'claim-lost' },
    });
    expect(here.variables.names()).toEqual([]);
  });

  test('does not write over a claim that somebody made anew while GitHub took its time', async () => {
    const here = stage();
    const slow: Dispatch = async (marker) => {
      await here.clock.sleep(80_000);
      here.variables.remove(name);
      here.variables.create(name, '{"claim":"0123456789abcdef","workflow":"deploy.yml"}');
      return here.dispatch(marker);
    };
    expect(await once(here, slow)).toMatchObject({ kind: 'dispatched', unrecorded: { code: 'claim-lost' } });
    expect(recorded(here)).toMatchObject({ claim: '0123456789abcdef', started: false });
  });

  test('does not take the claim of another attempt for its own, though the dice fell alike', async () => {
    const here = stage();
    void dispatchOnce(
      'first-deployment',
      target,
      { ...here.world, by: pageOf(3), random: { next: () => 0 } },
      dead,
    );
    await here.clock.advance(0);
    const world = { ...here.world, random: { next: () => 0 } };
    const began = here.clock.now();
    await here.clock.drive(dispatchOnce('first-deployment', target, world, here.dispatch));
    expect(here.clock.now() - began).toBeGreaterThanOrEqual(120_000);
  });

  test('recognizes its own claim after a lost answer', async () => {
    const here = stage();
    const { claims } = here.world;
    const world = {
      ...here.world,
      claims: {
        ...claims,
        create: async (key: string, value: string) => (
          await claims.create(key, value),
          claims.create(key, value)
        ),
      },
    };
    expect(
      await here.clock.drive(dispatchOnce('first-deployment', target, world, here.dispatch)),
    ).toMatchObject({ kind: 'dispatched' });
  });

  test('that may not touch variables dispatches nothing', async () => {
    const here = stage();
    const failure = setupFailure({
      code: 'token-cannot-write-variables',
      what: 'This token may not touch it',
    });
    const world = { ...here.world, claims: { ...here.world.claims, create: failing(failure) } };
    await expect(dispatchOnce('first-deployment', target, world, here.dispatch)).rejects.toBe(failure);
    expect(here.shelf.all).toEqual([]);
  });
});
