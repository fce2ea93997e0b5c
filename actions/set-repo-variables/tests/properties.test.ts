/** Over any two states, any prefix and any point at which the machine is lost: what was asked comes true, and nothing else. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jumpingClock } from '@slipway/test-kit/jumping-clock';
import { isReserved } from '../src/asking/names.ts';
import { targetOf } from '../src/asking/target.ts';
import { limited, lostAnswer, memoryVariables } from './memory-variables.ts';
import { given } from './given.ts';
import { set } from './wishes.ts';

type Values = Readonly<Record<string, string>>;

/** Few names, so that states meet; with claims of dispatch-workflow, which nobody may remove. */
const name = fc.constantFrom('WEB_A', 'WEB_B', 'WEB_C', 'WEBX', 'API_A', 'API_B', 'S', 'SLIPWAY_ONCE_FIRST');
const value = fc.constantFrom('', '1', '2', 'two\nlines', '::error::x');
const state: fc.Arbitrary<Values> = fc.dictionary(name, value, { maxKeys: 6 });
const askable = state.map((values) =>
  Object.fromEntries(Object.entries(values).filter(([each]) => !isReserved(each))),
);
const prefix = fc.constantFrom(undefined, 'WEB_', 'web', 'API_A', 'S');

const owned = (each: string, own: string | undefined): boolean =>
  own !== undefined && each.startsWith(own.toUpperCase()) && !isReserved(each);

/** What must stand in the end, worked out in another way than a plan. */
function expected(before: Values, asked: Values, own: string | undefined): Values {
  const kept = Object.entries(before).filter(([each]) => !owned(each, own));
  return { ...Object.fromEntries(kept), ...asked };
}

class MachineLost extends Error {}

type Script = NonNullable<Parameters<typeof memoryVariables>[1]>;

/** The process of a first run ends before or after its n-th call took effect: nobody does anything about it. */
function killAt(calls: number, when: 'before' | 'after'): Script & { readonly isOver: () => void } {
  let seen = 0;
  let isFirstRun = true;
  const count = (moment: string) => (): void => {
    if (moment !== when || !isFirstRun) return;
    seen += 1;
    if (seen >= calls) throw new MachineLost();
  };
  const isOver = (): void => {
    isFirstRun = false;
  };
  return { before: count('before'), after: count('after'), isOver };
}

test('what was asked stands in the end, and nothing outside the prefix is touched', async () => {
  await fc.assert(
    fc.asyncProperty(state, askable, prefix, async (before, asked, prunePrefix) => {
      const store = memoryVariables(before);
      await set(asked, store, { wish: { prunePrefix } });
      expect(store.kept).toEqual(expected(before, asked, prunePrefix));
    }),
  );
});

test('a second run reads once and writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(state, askable, prefix, async (before, asked, prunePrefix) => {
      const store = memoryVariables(before);
      await set(asked, store, { wish: { prunePrefix } });
      const calls = store.calls.length;
      await set(asked, store, { wish: { prunePrefix } });
      expect(store.calls.slice(calls)).toEqual(['list']);
    }),
  );
});

test('a dry run only reads, and tells what a run then does', async () => {
  await fc.assert(
    fc.asyncProperty(state, askable, prefix, async (before, asked, prunePrefix) => {
      const store = memoryVariables(before);
      const planned = await set(asked, store, { wish: { prunePrefix, dryRun: true } });
      expect(store.calls).toEqual(['list']);
      const { done } = await set(asked, store, { wish: { prunePrefix } });
      expect(done).toEqual(planned.done);
    }),
  );
});

test('a machine that is lost anywhere, before or after a call, leaves what the next run completes', async () => {
  const moment = fc.constantFrom('before' as const, 'after' as const);
  const run = fc.asyncProperty(
    state,
    askable,
    prefix,
    fc.nat(15),
    moment,
    async (before, asked, own, at, when) => {
      const { isOver, ...script } = killAt(at + 1, when);
      const store = memoryVariables(before, script);
      const wish = { prunePrefix: own };
      await set(asked, store, { wish }).catch((error: unknown) => expect(error).toBeInstanceOf(MachineLost));
      isOver();
      for (const [each, text] of Object.entries(before))
        if (!owned(each, own) && !Object.hasOwn(asked, each)) expect(store.kept[each]).toBe(text);
      await set(asked, store, { wish });
      expect(store.kept).toEqual(expected(before, asked, own));
    },
  );
  await fc.assert(run, { numRuns: 300 });
});

/** How each write fares, in order; the others go well. */
const fares = fc.array(fc.constantFrom(undefined, limited(90_000), lostAnswer(true), lostAnswer(false)), {
  maxLength: 6,
});

test('what somebody else writes before a call or in a wait is never removed', async () => {
  const moment = fc.integer({ min: 1, max: 14 });
  await fc.assert(
    fc.asyncProperty(state, askable, name, moment, fares, async (before, asked, theirs, at, troubles) => {
      let moments = 0;
      const somebodyActs = (): void => {
        moments += 1;
        if (moments === at) store.set(theirs, 'theirs');
      };
      const fates = [...troubles];
      const store = memoryVariables(before, {
        trouble: () => fates.shift(),
        // A removal that is on its way can't be stopped by anybody, and what is not yet read is not meanwhile.
        before: (words) => words === 'list' || words.startsWith('remove') || somebodyActs(),
      });
      const clock = jumpingClock(0, somebodyActs);
      const { failure } = await set(asked, store, { wish: { prunePrefix: 'WEB' }, world: { clock } });
      const { [theirs]: own, ...others } = asked;
      const left = own === undefined && moments >= at ? { [theirs]: 'theirs' } : {};
      expect(store.kept).toMatchObject({ ...(failure === undefined ? others : {}), ...left });
    }),
    { numRuns: 300 },
  );
});

describe('a scope', () => {
  test('is never another one than was asked for', () => {
    const slug = fc.constantFrom('team/web', 'team/api', 'other/web');
    const job = { repository: 'team/web', repositoryOwner: 'team' };
    fc.assert(
      fc.property(slug, fc.constantFrom('prod', 'a/b', 'ä ö'), (repository, environment) => {
        expect(targetOf(given({ scope: 'environment', repository, environment }), job)).toEqual({
          scope: 'environment',
          repository,
          environment,
          create: false,
        });
      }),
    );
  });
});
