/** Scenes drawn at random, within what is assumed of GitHub and of the machines: everything else may happen. */
import fc from 'fast-check';
import { sendWithin } from '../../src/claiming/times.ts';
import { listLag, requestTime } from '../../src/finding/times.ts';
import type { OnceScene, OtherRun } from './play.ts';
import type { DispatcherPlan, Fate } from './wire.ts';

const soon = fc.integer({ min: 0, max: 3000 });
/** A machine that stands still, often for about as long as a lease. */
const stillness = fc.oneof(
  { weight: 6, arbitrary: soon },
  { weight: 1, arbitrary: fc.integer({ min: 25_000, max: 150_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: sendWithin - 5000, max: sendWithin }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400_000 }) },
);

const fate: fc.Arbitrary<Fate> = fc.record({
  arrives: fc.oneof(
    { weight: 8, arbitrary: soon },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: requestTime }) },
    { weight: 1, arbitrary: fc.constant(requestTime) },
  ),
  answers: stillness,
  lost: fc.oneof(
    { weight: 6, arbitrary: fc.constant('no' as const) },
    { weight: 1, arbitrary: fc.constantFrom('on-the-way' as const, 'answer' as const) },
  ),
});

const dispatcher: fc.Arbitrary<DispatcherPlan> = fc.record({
  startsAt: fc.oneof(soon, fc.integer({ min: 0, max: 300_000 })),
  skew: fc.integer({ min: -600_000, max: 600_000 }),
  fates: fc.array(fate, { maxLength: 40 }),
  oversleeps: fc.array(
    fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: stillness }),
    {
      maxLength: 30,
    },
  ),
  dies: fc.option(
    fc.record({
      at: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 })),
      when: fc.constantFrom('before' as const, 'carried-out' as const),
    }),
    { nil: undefined, freq: 2 },
  ),
});

const lag = fc.oneof(fc.integer({ min: 0, max: listLag }), fc.constant(listLag));
const other: fc.Arbitrary<OtherRun> = fc.record({
  at: fc.integer({ min: 0, max: 400_000 }),
  branch: fc.constantFrom('main', 'next'),
  lag,
});

/** What is read of a variable is no older than this. */
const readLag = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 9000 }) },
);

/** Claims the key and dies, sooner or later: the others have to take over from it. */
const dying: fc.Arbitrary<DispatcherPlan> = fc.record({
  startsAt: fc.constant(0),
  skew: fc.constant(0),
  fates: fc.constant([]),
  oversleeps: fc.constant([]),
  dies: fc.record({
    at: fc.integer({ min: 1, max: 3 }),
    when: fc.constantFrom('before' as const, 'carried-out' as const),
  }),
});

const dispatchers = fc.oneof(
  fc.array(dispatcher, { minLength: 1, maxLength: 6 }),
  fc
    .tuple(dying, fc.array(dispatcher, { minLength: 2, maxLength: 5 }))
    .map(([first, others]) => [first, ...others]),
);

export const onceScene: fc.Arbitrary<OnceScene> = fc.record({
  kind: fc.oneof(
    { weight: 2, arbitrary: fc.constant('workflow' as const) },
    { weight: 1, arbitrary: fc.constant('event' as const) },
  ),
  isHeard: fc.boolean(),
  marking: fc.constantFrom('shown' as const, 'sent' as const, 'none' as const),
  isTitled: fc.boolean(),
  tells: fc.boolean(),
  dispatchers,
  others: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(other, { maxLength: 4 }) },
  ),
  runLags: fc.array(lag, { maxLength: 4 }),
  readLags: fc.array(readLag, { maxLength: 20 }),
  refused: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
  ),
  lastAfter: fc.oneof(soon, fc.integer({ min: 0, max: 3_600_000 })),
});
