/** Those who dispatch by one key, and those who claim it and are never heard of again. */
import { readClaim } from '../../src/claiming/claim-value.ts';
import { dispatchOnce } from '../../src/claiming/dispatch-once.ts';
import type { Once } from '../../src/claiming/ports.ts';
import type { Dispatch, Target } from '../../src/finding/ports.ts';
import { pageOf, target, type Stage } from './stage.ts';

export const name = 'SLIPWAY_ONCE_FIRST_DEPLOYMENT';
export const once = async (here: Stage, dispatch: Dispatch = here.dispatch, to = target): Promise<Once> =>
  here.clock.drive(dispatchOnce('first-deployment', to, here.world, dispatch));
export const recorded = ({ variables }: Stage): unknown => readClaim(variables.read(name, 0)?.value ?? '');
export const dead: Dispatch = async () => new Promise(() => undefined);

/** Somebody claims the key and is never heard of again. */
export async function claimAndDie(here: Stage, dispatch: Dispatch = dead, to = target): Promise<void> {
  const world = { ...here.world, by: pageOf(3), random: { next: () => 0.7 } };
  void dispatchOnce('first-deployment', to, world, dispatch);
  await here.clock.advance(0);
  here.calls.length = 0;
}

export async function claimAndDieBy(here: Stage, by: string, to: Target): Promise<void> {
  void dispatchOnce('first-deployment', to, { ...here.world, by, random: { next: () => 0.7 } }, dead);
  await here.clock.advance(0);
}
