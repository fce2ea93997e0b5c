/** A dispatch of which GitHub does not say what it started: the answer was lost, or the server tells no run. */
import { describe, expect, test } from '@jest/globals';
import type { Dispatch } from '../../src/finding/ports.ts';
import { once, recorded } from './claimants.ts';
import { marking, stage, target, type Stage } from './stage.ts';

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
