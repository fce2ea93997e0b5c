/** Who meets a key that is claimed: by one who is still at it, or is done, or by something else. */
import { describe, expect, test } from '@jest/globals';
import { upstreamFailure } from '@slipway/action-kit/failures';
import { readClaim, writeClaim } from '../../src/claiming/claim-value.ts';
import { dispatchOnce } from '../../src/claiming/dispatch-once.ts';
import { lookAtClaim } from '../../src/claiming/look-at-claim.ts';
import type { Dispatch } from '../../src/finding/ports.ts';
import { claimAndDie, name, once } from './claimants.ts';
import { pageOf, stage, target, type Stage } from './stage.ts';

describe('who comes later', () => {
  test('is told the run, with three calls', async () => {
    const here = stage();
    await once(here);
    here.calls.length = 0;
    expect(await once(here)).toMatchObject({
      kind: 'already',
      run: { id: 1000 },
      by: pageOf(7),
      byThisRun: true,
    });
    expect(here.calls).toEqual([`create ${name}`, `read ${name}`, `read ${name}`]);
  });

  test.each([
    [pageOf(7, 2), true],
    [pageOf(70), false],
    [pageOf(8), false],
    [undefined, false],
  ])('knows whether it was its own workflow run: %s, %s', async (by, expected) => {
    const here = stage();
    await once(here);
    const world = { ...here.world, by };
    expect(
      await here.clock.drive(dispatchOnce('first-deployment', target, world, here.dispatch)),
    ).toMatchObject({ byThisRun: expected });
  });

  test('may spell the key in another way', async () => {
    const here = stage();
    await once(here);
    expect(
      await here.clock.drive(dispatchOnce('First_Deployment', target, here.world, here.dispatch)),
    ).toMatchObject({ kind: 'already' });
  });

  test('dispatches again when the variable was removed: that is how it is allowed', async () => {
    const here = stage();
    await once(here);
    here.variables.remove(name);
    expect(await once(here)).toMatchObject({ kind: 'dispatched', start: { run: { id: 1001 } } });
  });

  test('waits for one who is still at it, and says for whom', async () => {
    const here = stage();
    const slow: Dispatch = async (marker) => {
      await here.clock.sleep(20_000);
      return here.dispatch(marker);
    };
    await claimAndDie(here, slow);
    expect(await once(here)).toMatchObject({
      kind: 'already',
      run: { id: 1000 },
      by: pageOf(3),
      byThisRun: false,
    });
    expect(here.lines).toEqual([
      `The key first-deployment was claimed by ${pageOf(3)} at 2026-11-21T00:00:00.000Z, and its run is not recorded: looking for it until 2026-11-21T00:02:00.000Z`,
    ]);
  });

  test('ends when the job is cancelled', async () => {
    const here = stage();
    await claimAndDie(here);
    here.clock.at(here.clock.now() + 5000, () => here.cancel.abort());
    await expect(once(here)).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('goes on looking while GitHub is down, and says so once', async () => {
    const here = stage();
    await claimAndDie(here);
    let left = 4;
    const { claims } = here.world;
    const down = upstreamFailure({ code: 'github-unavailable', what: 'GitHub is down' });
    const read: typeof claims.read = async (key) =>
      (left -= 1) >= 0 ? Promise.reject(down) : claims.read(key);
    const world = { ...here.world, claims: { ...claims, read } };
    const run = here.clock.drive(dispatchOnce('first-deployment', target, world, here.dispatch));
    await expect(run).rejects.toBe(down);
    left = 0;
    expect(
      await here.clock.drive(dispatchOnce('first-deployment', target, world, here.dispatch)),
    ).toMatchObject({ kind: 'dispatched' });
  });
});

describe('a key that is not for this', () => {
  test.each([
    ['a word that a person wrote', 'done'],
    ['half a claim', '{"claim":"0123456789abcdef"}'],
  ])('is refused: %s', async (_, value) => {
    const here = stage();
    here.variables.create(name, value);
    await expect(once(here)).rejects.toMatchObject({
      code: 'claim-unreadable',
      message: `Nobody can tell whether this key was dispatched before: the variable ${name} of team/web holds something that this action did not write. Choose another \`only-once\`, or remove the variable if it may be dispatched (again): \`gh variable delete ${name} --repo team/web\`.`,
    });
    expect(here.shelf.all).toEqual([]);
  });

  test.each([
    [{ ...target, workflow: 'release.yml' }, 'the workflow release.yml'],
    [{ ...target, kind: 'event' as const, workflow: 'deploy.yml', ref: undefined }, 'the event deploy.yml'],
  ])('is refused with both names', async (other, words) => {
    const here = stage();
    await once(here);
    await expect(once(here, here.dispatch, other)).rejects.toMatchObject({
      code: 'claim-of-another',
      what: `The key first-deployment does not belong to ${words}`,
      why: `${name} of team/web was claimed for the workflow deploy.yml`,
    });
    expect(here.shelf.all).toHaveLength(1);
  });
});

describe('a look without touching anything', () => {
  const place = (here: Stage): Parameters<typeof lookAtClaim>[0] => ({
    key: 'first-deployment',
    target,
    claims: here.world.claims,
    repository: 'team/web',
  });

  test('says whether the key is free, pending or done', async () => {
    const here = stage();
    expect(await lookAtClaim(place(here))).toEqual({ kind: 'free' });
    await claimAndDie(here);
    await here.clock.advance(30_000);
    expect(await lookAtClaim(place(here))).toEqual({ kind: 'pending', by: pageOf(3), age: 30_000 });
    await once(here);
    expect(await lookAtClaim(place(here))).toMatchObject({ kind: 'done', run: { id: 1000 }, by: pageOf(7) });
  });

  test('refuses what a dispatch would refuse', async () => {
    const here = stage();
    const value = readClaim('{"claim":"0123456789abcdef","workflow":"other.yml"}');
    here.variables.create(name, value === undefined ? '' : writeClaim(value));
    await expect(lookAtClaim(place(here))).rejects.toMatchObject({ code: 'claim-of-another' });
  });
});
