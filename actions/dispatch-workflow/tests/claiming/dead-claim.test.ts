/** A claim whose maker was never heard of again: it is taken over, or its run is found and written down. */
import { describe, expect, test } from '@jest/globals';
import { dispatchOnce } from '../../src/claiming/dispatch-once.ts';
import type { Once } from '../../src/claiming/ports.ts';
import type { Dispatch } from '../../src/finding/ports.ts';
import { claimAndDie, claimAndDieBy, dead, name, once, recorded } from './claimants.ts';
import { marking, pageOf, stage, target, type Stage } from './stage.ts';

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
