/** Dispatching once for a key: who comes first, who comes later, and what becomes of a claim that came to nothing. */
import { describe, expect, test } from '@jest/globals';
import { defect, inputFailure, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { RateLimitFailure } from '@slipway/action-kit/rate-limit';
import { readClaim, writeClaim } from '../../src/claiming/claim-value.ts';
import { dispatchOnce } from '../../src/claiming/dispatch-once.ts';
import { lookAtClaim } from '../../src/claiming/look-at-claim.ts';
import type { ClaimingWorld, Once } from '../../src/claiming/ports.ts';
import type { Dispatch, Target } from '../../src/finding/ports.ts';
import { failing, marking, pageOf, stage, target, type Stage } from './stage.ts';

const name = 'SLIPWAY_ONCE_FIRST_DEPLOYMENT';
const once = async (here: Stage, dispatch: Dispatch = here.dispatch, to = target): Promise<Once> =>
  here.clock.drive(dispatchOnce('first-deployment', to, here.world, dispatch));
const recorded = ({ variables }: Stage): unknown => readClaim(variables.read(name, 0)?.value ?? '');
const dead: Dispatch = async () => new Promise(() => undefined);

/** Somebody claims the key and is never heard of again. */
async function claimAndDie(here: Stage, dispatch: Dispatch = dead, to = target): Promise<void> {
  const world = { ...here.world, by: pageOf(3), random: { next: () => 0.7 } };
  void dispatchOnce('first-deployment', to, world, dispatch);
  await here.clock.advance(0);
  here.calls.length = 0;
}

async function claimAndDieBy(here: Stage, by: string, to: Target): Promise<void> {
  void dispatchOnce('first-deployment', to, { ...here.world, by, random: { next: () => 0.7 } }, dead);
  await here.clock.advance(0);
}

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

describe('a claim that came to nothing', () => {
  test('is taken over after two minutes, and its locks go', async () => {
    const here = stage();
    await claimAndDie(here);
    const began = here.clock.now();
    expect(await once(here)).toMatchObject({ kind: 'dispatched', start: { run: { id: 1000 } } });
    expect(here.clock.now() - began).toBeGreaterThanOrEqual(120_000);
    expect(here.clock.now() - began).toBeLessThan(140_000);
    expect(here.variables.names()).toEqual([name]);
    expect(recorded(here)).toMatchObject({ by: pageOf(7), run: { id: 1000 } });
    expect(here.lines[1]).toMatch(
      /^Nothing was dispatched by that claim within its time: taking it over \(SLIPWAY_TAKEOVER_2_B{16}_FIRST_DEPLOYMENT\)$/,
    );
  });

  test('is taken over by one only', async () => {
    const here = stage();
    await claimAndDie(here);
    const worlds = [11, 12, 13].map((run) => ({
      ...here.world,
      by: pageOf(run),
      random: { next: () => run / 16 },
    }));
    const all = await here.clock.drive(
      Promise.all(
        worlds.map(async (world) => dispatchOnce('first-deployment', target, world, here.dispatch)),
      ),
    );
    expect(all.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'dispatched']);
    expect(here.shelf.all).toHaveLength(1);
  });

  test('is left to who took it over, however slow that one is within its minute', async () => {
    const here = stage();
    await claimAndDie(here);
    const slow: Dispatch = async (marker) => {
      await here.clock.sleep(28_000);
      return here.dispatch(marker);
    };
    const second = { ...here.world, by: pageOf(4), random: { next: () => 0.5 } };
    const dispatching = dispatchOnce('first-deployment', target, second, slow);
    expect(await once(here)).toMatchObject({ kind: 'already', by: pageOf(4), run: { id: 1000 } });
    expect(await dispatching).toMatchObject({ kind: 'dispatched' });
    expect(here.shelf.all).toHaveLength(1);
  });

  test('can be taken over again when who took it over died as well', async () => {
    const here = stage();
    await claimAndDie(here);
    const second = { ...here.world, by: pageOf(4), random: { next: () => 0.5 } };
    void dispatchOnce('first-deployment', target, second, dead);
    await here.clock.advance(200_000);
    expect(await once(here)).toMatchObject({ kind: 'dispatched' });
    expect(here.lines.at(-1)).toMatch(/SLIPWAY_TAKEOVER_3_/);
    expect(here.variables.names()).toEqual([name]);
  });

  test('is never taken over by one who was claiming it all along and woke up late', async () => {
    const here = stage();
    const { claims } = here.world;
    const create: typeof claims.create = async (key, value) => {
      const answer = await claims.create(key, value);
      if (key === name) await here.clock.sleep(300_000);
      return answer;
    };
    const late = dispatchOnce(
      'first-deployment',
      target,
      { ...here.world, by: pageOf(3), random: { next: () => 0.7 }, claims: { ...claims, create } },
      here.dispatch,
    );
    await here.clock.advance(1000);
    expect(await once(here)).toMatchObject({ kind: 'dispatched' });
    expect(await here.clock.drive(late)).toMatchObject({ kind: 'already', run: { id: 1000 } });
    expect(here.shelf.all).toHaveLength(1);
  });
});

describe('a claim whose run was not written down', () => {
  const startAndDie =
    (here: Stage): Dispatch =>
    async (marker) => {
      await here.dispatch(marker);
      return new Promise(() => undefined);
    };

  test.each(['shown', 'sent'] as const)('gets it by its marker (%s)', async (word) => {
    const here = stage();
    await claimAndDie(here, startAndDie(here), marking(word));
    here.shelf.add('Deploy', 'main', 0);
    expect(await once(here, here.dispatch, marking(word))).toMatchObject({
      kind: 'recovered',
      run: { id: 1000 },
      certain: true,
      by: pageOf(3),
    });
    expect(recorded(here)).toMatchObject({ by: pageOf(3), run: { id: 1000 } });
    expect(await once(here)).toMatchObject({ kind: 'already', run: { id: 1000 } });
  });

  test('gets the only one that fits, and it is said that nothing proves it', async () => {
    const here = stage();
    await claimAndDie(here, startAndDie(here), marking('none'));
    expect(await once(here, here.dispatch, marking('none'))).toMatchObject({
      kind: 'recovered',
      run: { id: 1000 },
      certain: false,
    });
  });

  test('gets none when several fit: a person has to look', async () => {
    const here = stage();
    await claimAndDie(here, startAndDie(here), marking('none'));
    here.shelf.add('Deploy', 'main', 0);
    const began = here.clock.now();
    expect(await once(here, here.dispatch, marking('none'))).toEqual({
      kind: 'unclear',
      why: `the key was claimed by ${pageOf(3)} at 2026-11-21T00:00:00.000Z, without saying whether it was dispatched, and 2 runs may be it: 1001, 1000`,
      hint: `Look at the runs under Actions of team/web. If one of them is it, write its id down: \`gh variable set ${name} --repo team/web --body '{"claim":"bbbbbbbbbbbbbbbb","workflow":"deploy.yml","by":"${pageOf(3)}","run":‹id›}'\`. If none of them is, make the key free, \`gh variable delete ${name} --repo team/web\`, and re-run the job.`,
    });
    expect(here.clock.now() - began).toBeGreaterThanOrEqual(180_000);
    expect(here.shelf.all).toHaveLength(2);
  });

  test('takes the run that a person has written down as the hint says', async () => {
    const here = stage();
    here.variables.create(name, '{"claim":"bbbbbbbbbbbbbbbb","workflow":"deploy.yml","run":1001}');
    expect(await once(here)).toMatchObject({ kind: 'already', run: { id: 1001 } });
  });

  test.each([
    [`it's "so"; \`rm\` $(x)`, pageOf(7), true],
    ['ship', 'https://github.com/o/r/actions/runs/7; rm', false],
    ['ship', "https://github.com/o/r/actions/runs/7'", false],
    ['ship', 'javascript:/o/r/actions/runs/7', false],
  ])('gets what a shell makes of the hint: %s, by %s', async (eventType, by, keepsBy) => {
    const here = stage(by);
    const event = { ...marking('sent'), kind: 'event' as const, workflow: eventType, ref: undefined };
    await claimAndDieBy(here, by, event);
    here.shelf.add('docs-updated', 'main', 0);
    const { hint } = (await once(here, here.dispatch, event)) as Extract<Once, { kind: 'unclear' }>;
    const [, body = ''] = /--body '([^']*)'`/.exec(hint) ?? [];
    expect([body.includes('"by"'), body.includes('`')]).toEqual([keepsBy, false]);
    here.variables.update(name, body.replace('‹id›', '1000'));
    const world = { ...here.world, by: pageOf(7, 2) };
    expect(
      await here.clock.drive(dispatchOnce('first-deployment', event, world, here.dispatch)),
    ).toMatchObject({ kind: 'already', run: { id: 1000 }, byThisRun: keepsBy });
  });

  test('gets it weeks later, among many others', async () => {
    const here = stage();
    await claimAndDie(here, startAndDie(here), marking('none'));
    await here.clock.advance(14 * 86_400_000);
    for (let count = 0; count < 50; count += 1) here.shelf.add('Deploy', 'main', 0);
    expect(await once(here, here.dispatch, marking('none'))).toMatchObject({
      kind: 'recovered',
      run: { id: 1000 },
    });
  });

  test('is looked for on the ref that it was claimed for', async () => {
    const here = stage();
    await claimAndDie(here, startAndDie(here), marking('none'));
    expect(await once(here, here.dispatch, { ...marking('none'), ref: 'next' })).toMatchObject({
      kind: 'recovered',
      run: { id: 1000 },
    });
  });
});

describe('a dispatch whose answer was lost', () => {
  const lost =
    (here: Stage, started: boolean): Dispatch =>
    async (marker) => {
      if (started) await here.dispatch(marker);
      return { kind: 'lost', why: 'socket hang up' };
    };

  test('is found by its marker, and written down', async () => {
    const here = stage();
    expect(await once(here, lost(here, true))).toMatchObject({
      kind: 'dispatched',
      start: { run: { id: 1000 } },
    });
    expect(recorded(here)).toMatchObject({ run: { id: 1000 } });
  });

  test('that left no trace is not sent again by the same step; the next one does', async () => {
    const here = stage();
    expect(await once(here, lost(here, false))).toMatchObject({
      kind: 'unclear',
      why: expect.stringMatching(
        /^socket hang up; no run that shows the marker slipway-\w{16} was seen within 2 minutes; no run that fits was seen since$/,
      ),
    });
    expect(here.shelf.all).toEqual([]);
    expect(await once(here)).toMatchObject({ kind: 'dispatched' });
  });
});

describe('a server that does not say which run it started', () => {
  const silent =
    (here: Stage): Dispatch =>
    async (marker) => {
      await here.dispatch(marker);
      return { kind: 'started-somewhere' };
    };

  test('has it found and written down', async () => {
    const here = stage();
    expect(await once(here, silent(here), { ...target, tells: false })).toMatchObject({
      kind: 'dispatched',
      start: { run: { id: 1000 } },
    });
    expect(recorded(here)).toMatchObject({ run: { id: 1000 } });
  });

  test('has it remembered that there is one when it cannot be found', async () => {
    const here = stage();
    const to = { ...marking('none'), tells: false };
    here.clock.at(here.clock.now() + 1000, () => here.shelf.add('Deploy', 'main', 0));
    expect(await once(here, silent(here), to)).toMatchObject({
      kind: 'dispatched',
      start: { kind: 'unfound', ambiguous: true },
    });
    expect(await once(here, silent(here), to)).toMatchObject({ kind: 'already', run: undefined });
    expect(here.shelf.all).toHaveLength(2);
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
