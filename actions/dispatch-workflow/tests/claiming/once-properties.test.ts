/**
 * Whatever happens to any number of dispatchers with one key, it is dispatched once at most, and in the end everybody
 * can read what became of it. The scenes are drawn at random within what docs/decisions/0012 assumes.
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readClaim } from '../../src/claiming/claim-value.ts';
import { claimName, play, type Played } from './play.ts';
import { onceScene } from './scenes.ts';

const numRuns = Number(process.env.SLIPWAY_SCENES ?? 400);

test('a key is dispatched once at most, and what is said of it is true', async () => {
  await fc.assert(
    fc.asyncProperty(onceScene, async (scene) => {
      const played = await play(scene);
      expect(played.dispatched.length).toBeLessThanOrEqual(1);
      sendsNothingTwice(played);
      saysWhatIsTrue(played, scene.marking === 'shown');
      endsKnown(played);
    }),
    { numRuns, endOnFailure: process.env.SLIPWAY_SCENES !== undefined },
  );
});

/** Runs are not all: an event that nobody listens to starts none, and is an event all the same. */
function sendsNothingTwice({ ends, sends }: Played): void {
  for (const [index, end] of ends.entries()) {
    expect(sends.filter((each) => each.index === index).length).toBeLessThanOrEqual(1);
    if (end.kind !== 'once' || end.once.kind !== 'dispatched' || end.once.unrecorded !== undefined) continue;
    expect(sends.filter(({ at }) => at > end.at)).toEqual([]);
  }
}

/** @param isMarked whether titles tell our run from others. */
function saysWhatIsTrue({ ends, dispatched }: Played, isMarked: boolean): void {
  const id = dispatched[0]?.id;
  for (const end of ends) {
    if (end.kind !== 'once') continue;
    const { once } = end;
    if (once.kind === 'dispatched' && once.start.kind === 'started') expect(once.start.run.id).toBe(id);
    if (once.kind === 'recovered' && (once.certain || isMarked)) expect(once.run.id).toBe(id);
    if (once.kind === 'already' && isMarked) expect(once.run?.id).toBe(id);
  }
}

/** The last one, for whom everything goes well, knows: its run stands in the variable, or a person has to look. */
function endsKnown({ ends, variables, dispatched, sends }: Played): void {
  const last = ends.at(-1);
  if (last?.kind === 'failed' && last.failure.code === 'dispatch-refused') {
    expect([variables.names(), dispatched]).toEqual([expect.not.arrayContaining([claimName]), []]);
    return;
  }
  if (last?.kind !== 'once') throw new Error(`the last one ended with ${JSON.stringify(last)}`);
  const { once } = last;
  const recorded = readClaim(variables.read(claimName, 0)?.value ?? '');
  if (once.kind === 'unclear') expect(once.why).not.toBe('');
  else if (once.kind === 'dispatched') expect(recorded?.started).toBe(true);
  else if (once.run !== undefined) expect(recorded?.run?.id).toBe(once.run.id);
  else expect([recorded?.started, sends.length > 0]).toEqual([true, true]);
}
