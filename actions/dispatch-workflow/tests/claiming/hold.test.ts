/** The lock: whose it is, and since when, by a clock that may only be early. */
import { describe, expect, test } from '@jest/globals';
import { hold } from '../../src/claiming/hold.ts';
import type { ClaimValue } from '../../src/claiming/claim-value.ts';
import type { Claims } from '../../src/claiming/ports.ts';
import { stage, type Stage } from './stage.ts';

const name = 'SLIPWAY_ONCE_FIRST';
const value: ClaimValue = {
  claim: '0123456789abcdef',
  kind: 'workflow',
  target: 'deploy.yml',
  ref: 'main',
  marking: 'sent',
  by: '',
  started: false,
  run: undefined,
};

/** Milliseconds from the question to what is believed to be the making. @param create in place of GitHub's. */
async function heldAfter(here: Stage, create: Claims['create']): Promise<number | undefined> {
  const asked = here.clock.now();
  const claims = { ...here.world.claims, create };
  const since = await here.clock.drive(hold(name, value, { claims, clock: here.clock }));
  return since === undefined ? undefined : since - asked;
}

describe('a lock', () => {
  test('is held since it was asked for', async () => {
    const here = stage();
    const create: Claims['create'] = async (...given) => {
      await here.clock.sleep(10_000);
      return here.world.claims.create(...given);
    };
    expect(await heldAfter(here, create)).toBe(0);
    expect(here.calls).toEqual([`create ${name}`]);
  });

  test('that took long is held since GitHub made it, and no later: it tells whole seconds', async () => {
    const here = stage();
    await here.clock.advance(900);
    const create: Claims['create'] = async (...given) => {
      // A rate limit that is waited for.
      await here.clock.sleep(300_000);
      const answer = await here.world.claims.create(...given);
      await here.clock.sleep(200);
      return answer;
    };
    // Made at 300,000; its age is told as 1 s when it is 200 ms, or as 0 when it is nearly 1 s.
    expect(await heldAfter(here, create)).toBe(298_200);
  });

  test('that was made before its answer came is held since GitHub made it', async () => {
    const here = stage();
    const create: Claims['create'] = async (...given) => {
      const answer = await here.world.claims.create(...given);
      await here.clock.sleep(50_400);
      return answer;
    };
    // Its age is told as 50 s.
    expect(await heldAfter(here, create)).toBe(-600);
  });

  test('is somebody else’s when it holds anything else', async () => {
    const here = stage();
    here.variables.create(name, '{"claim":"0123456789abcdef","workflow":"deploy.yml"}');
    expect(await heldAfter(here, async (...given) => here.world.claims.create(...given))).toBeUndefined();
  });
});
