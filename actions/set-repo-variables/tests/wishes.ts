/** Wishes and the worlds that they are made in, for tests of the use case. */
import { jumpingClock } from '@slipway/test-kit/jumping-clock';
import type { Merged } from '../src/asking/merge.ts';
import type { Target } from '../src/asking/target.ts';
import { setVariables, type Result, type Wish, type World } from '../src/set-variables.ts';
import type { MemoryVariables } from './memory-variables.ts';

export const web: Target = { scope: 'repository', repository: 'team/web' };

export const askedFor = (values: Readonly<Record<string, string>>): Merged => ({
  variables: Object.entries(values).map(([name, value]) => ({
    name: name.toUpperCase(),
    value,
    source: 'variables',
  })),
  overrides: [],
});

export function set(
  values: Readonly<Record<string, string>>,
  store: MemoryVariables,
  { wish = {}, world = {} }: { readonly wish?: Partial<Wish>; readonly world?: Partial<World> } = {},
): Promise<Result> {
  return setVariables(
    {
      asked: askedFor(values),
      target: web,
      prunePrefix: undefined,
      dryRun: false,
      isEnterpriseServer: false,
      ...wish,
    },
    {
      store,
      environment: notHere,
      selections: notHere,
      clock: jumpingClock(),
      cancelled: new AbortController().signal,
      ...world,
    },
  );
}

/** For scopes that have none. */
const never = (): Promise<never> => Promise.reject(new Error('This scope never asks for it.'));
const notHere = { exists: never, create: never, of: never, find: never };
