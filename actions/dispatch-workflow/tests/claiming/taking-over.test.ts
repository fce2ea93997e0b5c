/** Taking over at its edges: a GitHub that does not answer, a cancelled job, a claim that is done after all, locks that are left. */
import { describe, expect, test } from '@jest/globals';
import { cancelledFailure, defect, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { readClaim, writeClaim, type ClaimValue } from '../../src/claiming/claim-value.ts';
import { dispatchOnce } from '../../src/claiming/dispatch-once.ts';
import { takeOverVariable } from '../../src/claiming/key.ts';
import type { Claims, ClaimingWorld, Once } from '../../src/claiming/ports.ts';
import { pageOf, stage, target, type Stage } from './stage.ts';

const name = 'SLIPWAY_ONCE_FIRST';
const claim = '0123456789abcdef';
const lock = takeOverVariable('first', claim, 2);
const down = upstreamFailure({ code: 'github-unavailable', what: 'GitHub is down' });
const value: ClaimValue = {
  claim,
  kind: 'workflow',
  target: 'deploy.yml',
  ref: 'main',
  marking: 'shown',
  by: pageOf(3),
  started: false,
  run: undefined,
};
const run = { id: 42, url: 'https://github.com/team/web/actions/runs/42' };

/** Somebody claimed the key and died, long enough ago to be taken over. */
async function claimed(change: Partial<ClaimValue> = {}): Promise<Stage> {
  const here = stage();
  here.variables.create(name, writeClaim({ ...value, ...change }));
  await here.clock.advance(200_000);
  return here;
}

const once = async (here: Stage, world: ClaimingWorld = here.world): Promise<Once> =>
  here.clock.drive(dispatchOnce('first', target, world, here.dispatch));

/** @param then done once the lock is made, before anything else. */
function afterLock(here: Stage, then: () => void, change: Partial<Claims> = {}): ClaimingWorld {
  const { claims } = here.world;
  const create: Claims['create'] = async (made, text) => {
    const answer = await claims.create(made, text);
    if (made === lock) then();
    return answer;
  };
  return { ...here.world, claims: { ...claims, ...change, create } };
}

describe('while GitHub does not answer', () => {
  test('it is looked on after the lock was made, and taken over when that lock came to nothing as well', async () => {
    const here = await claimed();
    let isDown = false;
    const read: Claims['read'] = async (of) => (isDown ? Promise.reject(down) : here.world.claims.read(of));
    const world = afterLock(here, () => void (isDown = true), { read });
    here.clock.at(here.clock.now() + 30_000, () => void (isDown = false));
    expect(await once(here, world)).toMatchObject({ kind: 'dispatched', start: { run: { id: 1000 } } });
    expect(here.lines).toContain('Cannot see now what became of the key first: GitHub is down');
    expect([here.shelf.all.length, here.variables.names()]).toEqual([1, [name]]);
  });

  test('it is looked on when the lock could not be made', async () => {
    const here = await claimed();
    let left = 1;
    const create: Claims['create'] = async (made, text) =>
      made === lock && (left -= 1) >= 0 ? Promise.reject(down) : here.world.claims.create(made, text);
    expect(await once(here, { ...here.world, claims: { ...here.world.claims, create } })).toMatchObject({
      kind: 'dispatched',
    });
    expect(here.lines).toContain('Cannot see now what became of the key first: GitHub is down');
  });

  test('a refusal is told, and nothing is sent', async () => {
    const here = await claimed();
    const refusal = setupFailure({ code: 'token-cannot-write-variables', what: 'This token may not' });
    const create: Claims['create'] = async (made, text) =>
      made === lock ? Promise.reject(refusal) : here.world.claims.create(made, text);
    const world = { ...here.world, claims: { ...here.world.claims, create } };
    await expect(once(here, world)).rejects.toBe(refusal);
    expect(here.shelf.all).toEqual([]);
  });
});

test('a job that is cancelled after it made the lock looks no further, and leaves it as one who might have sent', async () => {
  const here = await claimed();
  const world = afterLock(here, () => here.clock.at(here.clock.now() + 5000, () => here.cancel.abort()));
  await expect(once(here, world)).rejects.toMatchObject({ code: 'cancelled' });
  expect([here.shelf.all, here.variables.names()]).toEqual([[], [name, lock]]);
});

test('a claim that is done by the time the lock is made keeps no lock', async () => {
  const here = await claimed();
  const world = afterLock(here, () => void here.variables.update(name, writeClaim({ ...value, run })));
  expect(await once(here, world)).toMatchObject({ kind: 'already', run });
  expect([here.shelf.all, here.variables.names()]).toEqual([[], [name]]);
});

test('the locks that a death has left beside a recorded run are cleared away by who comes next', async () => {
  const here = await claimed();
  const remove: Claims['remove'] = async () => new Promise(() => undefined);
  const dying = { ...here.world, by: pageOf(4), claims: { ...here.world.claims, remove } };
  void dispatchOnce('first', target, dying, here.dispatch);
  await here.clock.advance(20_000);
  expect(here.variables.names()).toEqual([name, lock]);
  expect(readClaim(here.variables.read(name, 0)?.value ?? '')).toMatchObject({
    holders: 2,
    run: { id: 1000 },
  });
  expect(await once(here)).toMatchObject({ kind: 'already', run: { id: 1000 } });
  expect(here.variables.names()).toEqual([name]);
});

test('a run that could not be written down is found by the lock, which is left for that', async () => {
  const here = await claimed();
  const world = { ...here.world, claims: { ...here.world.claims, update: () => Promise.reject(down) } };
  expect(await once(here, world)).toMatchObject({ kind: 'dispatched', unrecorded: down });
  expect(here.variables.names()).toEqual([name, lock]);
  await here.clock.advance(200_000);
  expect(await once(here)).toMatchObject({ kind: 'recovered', run: { id: 1000 }, certain: true });
  expect([here.shelf.all.length, here.variables.names()]).toEqual([1, [name]]);
});

test('nobody asks for locks while the claim is young', async () => {
  const here = stage();
  here.variables.create(name, writeClaim(value));
  here.clock.at(
    here.clock.now() + 60_000,
    () => void here.variables.update(name, writeClaim({ ...value, run })),
  );
  expect(await once(here)).toMatchObject({ kind: 'already', run });
  expect(here.calls.filter((call) => call.includes('TAKEOVER') || call === 'list runs')).toEqual([]);
});

test('nobody asks for locks or runs of a claim that is done', async () => {
  const here = await claimed({ run });
  await once(here);
  expect(here.calls).toEqual([`create ${name}`, `read ${name}`, `read ${name}`]);
});

test('the locks that are left beside a run that was found are cleared away as well', async () => {
  const here = await claimed();
  here.variables.create(lock, writeClaim({ ...value, claim: 'fedcba9876543210', by: pageOf(4) }));
  here.shelf.add('Deploy slipway-fedcba9876543210', 'main', 0);
  await here.clock.advance(200_000);
  const remove: Claims['remove'] = async () => new Promise(() => undefined);
  void dispatchOnce(
    'first',
    target,
    { ...here.world, claims: { ...here.world.claims, remove } },
    here.dispatch,
  );
  await here.clock.advance(20_000);
  expect(here.variables.names()).toEqual([name, lock]);
  expect(await once(here)).toMatchObject({ kind: 'already', run: { id: 1000 }, by: pageOf(4) });
  expect(here.variables.names()).toEqual([name]);
});

test('the hint names who may have dispatched last', async () => {
  const here = await claimed({ marking: 'none' });
  here.variables.create(lock, writeClaim({ ...value, marking: 'none', by: pageOf(4) }));
  for (let count = 0; count < 2; count += 1) here.shelf.add('Deploy', 'main', 0);
  expect(await once(here)).toMatchObject({
    kind: 'unclear',
    hint: expect.stringContaining(`"by":"${pageOf(4)}"`),
  });
});

test('a list that was cut off for the first holder is no whole one', async () => {
  const here = await claimed();
  await here.clock.advance(60 * 86_400_000);
  here.variables.create(lock, writeClaim({ ...value, claim: 'fedcba9876543210' }));
  await here.clock.advance(200_000);
  let looks = 0;
  const since: ClaimingWorld['runs']['since'] = async (...given) => ({
    ...(await here.shelf.list.since(...given)),
    isWhole: (looks += 1) % 2 === 0,
  });
  const world = { ...here.world, runs: { ...here.world.runs, since } };
  expect(await once(here, world)).toMatchObject({ kind: 'unclear' });
  expect(here.shelf.all).toEqual([]);
});

describe('a run that shows no marker', () => {
  test('is believed to be the one only when it is seen twice', async () => {
    const here = await claimed({ marking: 'sent' });
    here.shelf.add('Deploy', 'main', 0);
    here.shelf.add(`Deploy slipway-${claim}`, 'main', 5000);
    expect(await once(here)).toMatchObject({ kind: 'recovered', certain: true, run: { id: 1001 } });
  });

  test('is still so when a look in between saw nothing', async () => {
    const here = await claimed({ marking: 'sent' });
    here.shelf.add('Deploy', 'main', 0);
    // The first is whose the claim is.
    let reads = 0;
    const read: Claims['read'] = async (of) =>
      of === name && (reads += 1) === 3 ? Promise.reject(down) : here.world.claims.read(of);
    const world = { ...here.world, claims: { ...here.world.claims, read } };
    expect(await once(here, world)).toMatchObject({ kind: 'recovered', certain: false, run: { id: 1000 } });
    expect(reads).toBe(4);
  });
});

test('a key is looked at even when a quarter of an hour went by before GitHub said that it is claimed', async () => {
  const here = await claimed({ run });
  const create: Claims['create'] = async (made, text) => {
    await here.clock.sleep(1_000_000);
    return here.world.claims.create(made, text);
  };
  const world = { ...here.world, claims: { ...here.world.claims, create } };
  expect(await once(here, world)).toMatchObject({ kind: 'already', run });
});

describe('who may not look at runs', () => {
  const may = (here: Stage, failure: Error, times = 1000): ClaimingWorld => {
    let left = times;
    const since: ClaimingWorld['runs']['since'] = async (...given) =>
      (left -= 1) >= 0 ? Promise.reject(failure) : here.shelf.list.since(...given);
    return { ...here.world, runs: { ...here.world.runs, since } };
  };
  const refusal = setupFailure({ code: 'token-cannot-read-runs', what: 'This token may not look at runs' });

  test('is told so while nobody knows whether it was dispatched', async () => {
    const here = await claimed();
    await expect(once(here, may(here, refusal))).rejects.toBe(refusal);
    expect(here.shelf.all).toEqual([]);
  });

  test('is told that it is done when it is', async () => {
    const here = await claimed({ started: true });
    expect(await once(here, may(here, refusal))).toMatchObject({ kind: 'already', run: undefined });
    expect(here.lines).toEqual([
      `The key first was claimed by ${pageOf(3)} at 2026-11-21T00:00:00.000Z, and its run is not recorded: looking for it until 2026-11-21T00:04:30.000Z`,
    ]);
  });

  test('is nobody whose GitHub is down for a while', async () => {
    const here = await claimed({ started: true });
    here.shelf.add(`Deploy slipway-${claim}`, 'main', 0);
    await here.clock.advance(200_000);
    expect(await once(here, may(here, down, 3))).toMatchObject({ kind: 'recovered', run: { id: 1000 } });
  });

  test.each([
    ['a defect', defect(new Error('x'))],
    ['a cancelled job', cancelledFailure('looking')],
  ])('is nobody who meets %s', async (_, failure) => {
    const here = await claimed({ started: true });
    await expect(once(here, may(here, failure))).rejects.toMatchObject({ code: failure.code });
  });
});

test('a GitHub that stays down is given up after a quarter of an hour', async () => {
  const here = await claimed();
  let reads = 0;
  const read: Claims['read'] = async (of) =>
    (reads += 1) === 1 ? here.world.claims.read(of) : Promise.reject(down);
  const began = here.clock.now();
  expect(await once(here, { ...here.world, claims: { ...here.world.claims, read } })).toMatchObject({
    kind: 'unclear',
    why: 'nothing was certain within 15 minutes: GitHub is down',
  });
  expect(Math.floor((here.clock.now() - began) / 60_000)).toBe(15);
});

test('the runs of each holder are asked for by themselves, when months lie between', async () => {
  const here = await claimed();
  await here.clock.advance(60 * 86_400_000);
  here.variables.create(lock, writeClaim({ ...value, claim: 'fedcba9876543210' }));
  await here.clock.advance(200_000);
  const spans: number[] = [];
  const since: ClaimingWorld['runs']['since'] = async (from, until = 0, timeUp) => {
    spans.push(Math.round((until - from) / 1000));
    return here.shelf.list.since(from, until, timeUp);
  };
  const world = { ...here.world, runs: { ...here.world.runs, since } };
  expect(await once(here, world)).toMatchObject({ kind: 'dispatched' });
  expect(spans).toEqual([602, 602, 602, 602]);
});

test('a key that exists and can’t be read is given up, and said, after a quarter of an hour', async () => {
  const here = stage();
  const claims: Claims = {
    ...here.world.claims,
    create: async () => ({ kind: 'exists' }),
    read: async () => undefined,
  };
  const began = here.clock.now();
  expect(await once(here, { ...here.world, claims })).toMatchObject({
    kind: 'unclear',
    why: `GitHub says that ${name} exists when it is to be made, and shows nothing when it is read`,
  });
  expect(Math.floor((here.clock.now() - began) / 60_000)).toBe(15);
  expect(here.lines).toEqual(['The key first seems free again: claiming it']);
});
