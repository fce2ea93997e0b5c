/** Starting a run and finding it, in a GitHub that tells, does not tell, lags, loses answers, and is used by others. */
import { describe, expect, test } from '@jest/globals';
import { inputFailure, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { RateLimitFailure } from '@slipway/action-kit/rate-limit';
import { fixedRandom } from '@slipway/test-kit/fixed-random';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { Dispatch, FindingWorld, Marking, RunList, Start, Target } from '../../src/finding/ports.ts';
import { startRun } from '../../src/finding/start-run.ts';
import { runShelf, type RunShelf } from './run-shelf.ts';

interface Stage {
  readonly clock: ManualClock;
  readonly shelf: RunShelf;
  readonly lines: string[];
  readonly cancel: AbortController;
  readonly world: FindingWorld;
}

function stage(most?: number): Stage {
  const clock = manualClock();
  const shelf = runShelf(() => clock.now(), most);
  const lines: string[] = [];
  const cancel = new AbortController();
  let dice = 0;
  const random = { next: () => ((dice = (dice * 7 + 3) % 101) % 100) / 100 };
  const log = { info: (line: string) => void lines.push(line) };
  return {
    clock,
    shelf,
    lines,
    cancel,
    world: { runs: shelf.list, clock, random, log, cancelled: cancel.signal },
  };
}

const target = (marking: Marking, tells = false): Target => ({
  kind: 'workflow',
  workflow: 'deploy.yml',
  ref: 'main',
  marking,
  tells,
});

/** Starts a run, whose title shows the marker when `titled`, and says nothing of it. */
const silent =
  ({ shelf }: Stage, lag = 0, titled = true): Dispatch =>
  async (marker) => {
    shelf.add(titled ? `Deploy ${marker}` : 'Deploy', 'main', lag);
    return { kind: 'started-somewhere' };
  };

const found = (stage: Stage, index = 0): Start => {
  const { id, url } = stage.shelf.all[index] ?? { id: 0, url: '' };
  return { kind: 'started', run: { id, url } };
};

/** Seconds that passed. */
async function timed(
  here: Stage,
  run: Promise<Start>,
): Promise<{ readonly start: Start; readonly seconds: number }> {
  const began = here.clock.now();
  const start = await here.clock.drive(run);
  return { start, seconds: Math.round((here.clock.now() - began) / 1000) };
}

describe('a server that tells', () => {
  test('is asked for nothing else', async () => {
    const here = stage();
    const asked: string[] = [];
    const runs: RunList = {
      since: async () => (asked.push('since'), { runs: [], now: 0, isWhole: true }),
      newest: async () => (asked.push('newest'), { id: 0, now: 0 }),
    };
    const dispatch: Dispatch = async () => ({ kind: 'started', id: 7, url: 'u' });
    expect(await startRun(dispatch, target('none', true), { ...here.world, runs })).toEqual({
      kind: 'started',
      run: { id: 7, url: 'u' },
    });
    expect(asked).toEqual([]);
    expect(here.lines).toEqual([]);
  });

  test('that refuses has started nothing, and its words are passed on', async () => {
    const here = stage();
    const refusal = inputFailure({ code: 'ref-not-found', what: 'No ref' });
    await expect(startRun(async () => Promise.reject(refusal), target('none'), here.world)).rejects.toBe(
      refusal,
    );
  });
});

describe('a server that does not tell', () => {
  test('shows the run by its marker as soon as the list has it', async () => {
    const here = stage();
    here.shelf.add('Deploy slipway-fedcba9876543210', 'main', 0);
    const { start, seconds } = await timed(here, startRun(silent(here, 4000), target('shown'), here.world));
    expect(start).toEqual(found(here, 1));
    expect(seconds).toBeLessThan(7);
    expect(here.lines).toEqual([
      'This GitHub server does not say which run it started: looking for the run with the marker slipway-03be36f9554c5935 for up to 2 minutes',
    ]);
  });

  test('shows the only new run of the ref once the list has settled', async () => {
    const here = stage();
    here.shelf.add('Deploy', 'main', 0);
    const run = startRun(silent(here, 20_000, false), target('none'), here.world);
    here.clock.at(here.clock.now() + 3000, () => here.shelf.add('Deploy', 'next', 0));
    const { start, seconds } = await timed(here, run);
    expect(start).toEqual(found(here, 1));
    expect(seconds).toBeGreaterThanOrEqual(27);
  });

  test('leaves it open when somebody else started one as well, though theirs is seen first', async () => {
    const here = stage();
    const run = startRun(silent(here, 24_000, false), target('none'), here.world);
    here.clock.at(here.clock.now() + 500, () => here.shelf.add('Deploy', 'main', 0));
    const { start } = await timed(here, run);
    expect(start).toEqual({ kind: 'unfound', ambiguous: true, why: '2 runs may be it: 1001, 1000' });
  });

  test('leaves it open when no title shows the marker that should', async () => {
    const here = stage();
    const { start, seconds } = await timed(
      here,
      startRun(silent(here, 0, false), target('shown'), here.world),
    );
    expect(start).toMatchObject({ kind: 'unfound', ambiguous: false });
    expect(start).toMatchObject({
      why: expect.stringMatching(/^no run that shows the marker slipway-\w{16} was seen within 2 minutes$/),
    });
    expect(seconds).toBe(120);
  });

  test('leaves it open when it shows a part of its runs', async () => {
    const here = stage(1);
    here.clock.at(here.clock.now() + 100, () => here.shelf.add('Deploy', 'next', 0));
    const { start } = await timed(here, startRun(silent(here, 0, false), target('none'), here.world));
    expect(start).toMatchObject({ kind: 'unfound' });
  });
});

describe('ten dispatches at the same moment', () => {
  const ten = (here: Stage, titled: boolean, marking: Marking): readonly Promise<Start>[] =>
    Array.from({ length: 10 }, (_, index) =>
      startRun(silent(here, (index * 7919) % 20_000, titled), target(marking), here.world),
    );

  test.each<Marking>(['shown', 'sent'])('each find their own run by the marker (%s)', async (marking) => {
    const here = stage();
    const starts = await here.clock.drive(Promise.all(ten(here, true, marking)));
    const ids = starts.map((start) => (start.kind === 'started' ? start.run.id : 0));
    expect(new Set(ids).size).toBe(10);
    expect(starts).toEqual(here.shelf.all.map((_, index) => found(here, index)));
  });

  test('are all left open without a marker', async () => {
    const here = stage();
    const starts = await here.clock.drive(Promise.all(ten(here, false, 'none')));
    expect(starts.map(({ kind }) => kind)).toEqual(Array.from({ length: 10 }, () => 'unfound'));
  });

  test('find their run among hundreds of others', async () => {
    const here = stage();
    const run = startRun(silent(here, 9000), target('shown'), here.world);
    for (let at = 1; at <= 400; at += 1)
      here.clock.at(here.clock.now() + at * 10, () => here.shelf.add('Deploy', 'main', 0));
    expect(await here.clock.drive(run)).toEqual(found(here, 0));
  });
});

describe('a lost answer', () => {
  const lost =
    (here: Stage, started: boolean, titled = true): Dispatch =>
    async (marker) => {
      if (started) await silent(here, 10_000, titled)(marker);
      return { kind: 'lost', why: 'socket hang up' };
    };

  test('is made good by the marker', async () => {
    const here = stage();
    const { start, seconds } = await timed(
      here,
      startRun(lost(here, true), target('sent', true), here.world),
    );
    expect(start).toEqual(found(here));
    expect(seconds).toBeLessThan(20);
    expect(here.lines[0]).toMatch(/^GitHub's answer was lost: looking for the run with the marker slipway-/);
  });

  test('is never made good by a run that shows no marker: it may be somebody else’s', async () => {
    const here = stage();
    const { start } = await timed(here, startRun(lost(here, true, false), target('sent', true), here.world));
    expect(start).toMatchObject({
      kind: 'unknown',
      why: expect.stringMatching(/^socket hang up; no run that shows the marker/),
    });
  });

  test('stays unknown when nothing came of it', async () => {
    const here = stage();
    const { start, seconds } = await timed(
      here,
      startRun(lost(here, false), target('none', true), here.world),
    );
    expect(start).toEqual({
      kind: 'unknown',
      why: 'socket hang up; no run that is certainly its own was seen within 2 minutes',
    });
    expect(seconds).toBe(120);
  });
});

describe('an event', () => {
  const event = (marking: Marking): Target => ({
    ...target(marking),
    kind: 'event',
    workflow: 'ship',
    ref: undefined,
  });
  const confirmed: Dispatch = async () => ({ kind: 'started-somewhere' });

  test('has the run that shows its marker, among those of other events', async () => {
    const here = stage();
    const run = startRun(silent(here, 9000), event('sent'), here.world);
    here.clock.at(here.clock.now() + 3000, () => here.shelf.add('docs-updated', 'main', 0));
    expect(await here.clock.drive(run)).toEqual(found(here, 0));
  });

  test.each([5, 90])(
    'that nobody listens to has none, though another starts one after %s s',
    async (after) => {
      const here = stage();
      here.clock.at(here.clock.now() + after * 1000, () => here.shelf.add('docs-updated', 'main', 0));
      expect(await here.clock.drive(startRun(confirmed, event('sent'), here.world))).toEqual({
        kind: 'unfound',
        ambiguous: false,
        why: 'run 1000 is the only new one, but shows no marker: another event may have started it',
      });
    },
  );

  test('that carries no marker is not looked for', async () => {
    const here = stage();
    const { start, seconds } = await timed(here, startRun(confirmed, event('none'), here.world));
    expect([start, seconds]).toEqual([
      {
        kind: 'unfound',
        ambiguous: false,
        why: 'only a marker tells the run of an event, and this one carries none',
      },
      0,
    ]);
  });
});

describe('looking', () => {
  const blindFor = (here: Stage, times: number, failure: Error): RunList => {
    let left = times;
    return {
      ...here.shelf.list,
      since: async (since, until) => {
        left -= 1;
        if (left >= 0) throw failure;
        return here.shelf.list.since(since, until);
      },
    };
  };

  test('goes on when GitHub is down for a while', async () => {
    const here = stage();
    const runs = blindFor(here, 3, upstreamFailure({ code: 'github-unavailable', what: 'GitHub is down' }));
    expect(await here.clock.drive(startRun(silent(here), target('shown'), { ...here.world, runs }))).toEqual(
      found(here),
    );
  });

  test('waits for a rate limit, and gives up on one that is too long', async () => {
    const here = stage();
    const limit = (seconds: number): Error =>
      new RateLimitFailure(
        { code: 'rate-limited', what: 'Too many calls' },
        here.clock.now() + seconds * 1000,
      );
    const short = { ...here.world, runs: blindFor(here, 1, limit(60)) };
    const { start, seconds } = await timed(here, startRun(silent(here), target('shown'), short));
    expect([start, seconds]).toEqual([found(here), 60]);
    const long = { ...here.world, runs: blindFor(here, 1, limit(3600)) };
    expect(await timed(here, startRun(silent(here), target('shown'), long))).toEqual({
      start: { kind: 'unfound', ambiguous: false, why: 'Too many calls' },
      seconds: 0,
    });
  });

  test('that is refused says so, and throws nothing: a run was started', async () => {
    const here = stage();
    const failure = setupFailure({
      code: 'token-cannot-read-runs',
      what: 'This token may not look',
      why: 'status 403',
    });
    const runs = blindFor(here, 99, failure);
    expect(await here.clock.drive(startRun(silent(here), target('shown'), { ...here.world, runs }))).toEqual({
      kind: 'unfound',
      ambiguous: false,
      why: 'This token may not look: status 403',
    });
  });

  test('ends when the job is cancelled', async () => {
    const here = stage();
    here.clock.at(here.clock.now() + 5000, () => here.cancel.abort());
    expect(await timed(here, startRun(silent(here, 60_000), target('shown'), here.world))).toEqual({
      start: { kind: 'unfound', ambiguous: false, why: 'the job was cancelled while its run was looked for' },
      seconds: 5,
    });
  });

  test('asks some thirty times in two minutes', async () => {
    const here = stage();
    let asked = 0;
    const runs: RunList = {
      ...here.shelf.list,
      since: async () => ((asked += 1), { runs: [], now: here.clock.now(), isWhole: true }),
    };
    await here.clock.drive(
      startRun(silent(here), target('shown'), { ...here.world, runs, random: fixedRandom() }),
    );
    expect(asked).toBeLessThanOrEqual(33);
  });
});
