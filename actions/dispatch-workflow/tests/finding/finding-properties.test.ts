/** Whatever others start meanwhile, and however late the list is within its bound: the run that is found is ours, or none. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { FindingWorld, Start, Target } from '../../src/finding/ports.ts';
import { startRun } from '../../src/finding/start-run.ts';
import { listLag } from '../../src/finding/times.ts';
import { runShelf, type ShelvedRun } from './run-shelf.ts';

const lag = fc.integer({ min: 0, max: listLag });
const marking = fc.constantFrom('shown' as const, 'sent' as const, 'none' as const);
/** A person's, or one of another job that shows its own marker. */
const title = fc.constantFrom('Deploy', 'Deploy slipway-fedcba9876543210', '');
const other = fc.record({
  at: fc.integer({ min: -60_000, max: 130_000 }),
  branch: fc.constantFrom('main', 'next', ''),
  title,
  lag,
});

const scene = fc.record({
  marking,
  isEvent: fc.boolean(),
  tells: fc.boolean(),
  /** Whether titles show the marker where it is sent and nobody knows. */
  isTitled: fc.boolean(),
  /** Of each dispatch: what becomes of it, and how late its run is in the list. */
  dispatches: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 3000 }),
      fate: fc.constantFrom('silent', 'silent', 'unheard', 'lost', 'never-arrived' as const),
      takes: fc.integer({ min: 0, max: 30_000 }),
      lag,
    }),
    { minLength: 1, maxLength: 10 },
  ),
  others: fc.array(other, { maxLength: 6 }),
  skew: fc.integer({ min: -600_000, max: 600_000 }),
  most: fc.constantFrom(1000, 3),
});

type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

interface Found {
  readonly start: Start;
  readonly own: ShelvedRun | undefined;
}

async function playFinding({ dispatches, others, skew, most, ...rest }: Scene): Promise<readonly Found[]> {
  const time = manualClock();
  const shelf = runShelf(() => time.now(), most);
  const began = time.now() + 60_000;
  for (const { at, title: words, branch, lag: late } of others)
    time.at(began + at, () => void shelf.add(words, branch, late));
  await time.advance(60_000);
  const target: Target = {
    kind: rest.isEvent ? 'event' : 'workflow',
    workflow: 'deploy',
    ref: rest.isEvent ? undefined : 'main',
    marking: rest.marking,
    tells: rest.tells,
  };
  const isShown = rest.marking === 'shown' || (rest.marking === 'sent' && rest.isTitled);
  let dice = 17;
  const world: FindingWorld = {
    runs: shelf.list,
    clock: { now: () => time.now() + skew, sleep: async (wait, signal) => time.sleep(wait, signal) },
    random: { next: () => ((dice = (dice * 48_271) % 2_147_483_647) % 65_536) / 65_536 },
    log: { info: () => undefined },
    cancelled: new AbortController().signal,
  };
  const one = async ({ at, fate, takes, lag: late }: Scene['dispatches'][number]): Promise<Found> => {
    await time.sleep(at);
    let own: ShelvedRun | undefined;
    const start = await startRun(
      async (marker) => {
        await time.sleep(takes / 2);
        // Only an event can be confirmed and start nothing: nobody listens to it.
        const startsNone = fate === 'never-arrived' || (fate === 'unheard' && rest.isEvent);
        if (!startsNone) own = shelf.add(isShown ? `Deploy ${marker}` : 'Deploy', 'main', late);
        await time.sleep(takes / 2);
        return fate === 'silent' || fate === 'unheard'
          ? { kind: 'started-somewhere' }
          : { kind: 'lost', why: 'socket hang up' };
      },
      target,
      world,
    );
    return { start, own };
  };
  return time.drive(Promise.all(dispatches.map(one)));
}

test('the run that is found is the one that was started, or none is', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (drawn) => {
      for (const { start, own } of await playFinding(drawn)) {
        if (start.kind === 'started') expect(start.run.id).toBe(own?.id);
        // With a marker that titles show nothing hides it, in a list that is whole.
        else if (drawn.marking === 'shown' && drawn.most === 1000) expect(own).toBeUndefined();
      }
    }),
    { numRuns: Number(process.env.SLIPWAY_SCENES ?? 300) },
  );
});
