/** Claims as variables: what ends with a cancelled job and what does not, GitHub's clock, and the words for the other token. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { claimsIn } from '../src/claims-in.ts';

type Variables = Parameters<typeof claimsIn>[0];

const moment = Date.UTC(2026, 10, 21);

/** Says of each call who was asked. */
function variables(who: string, asked: string[], readAt: number | undefined = moment + 5000): Variables {
  const told = <T>(call: string, answer: T): T => (asked.push(`${who}: ${call}`), answer);
  return {
    read: async (name) => told(`read ${name}`, { value: 'x', createdAt: moment, readAt }),
    create: async ({ name }) => told(`create ${name}`, { kind: 'created' }),
    update: async ({ name }) => told(`update ${name}`, 'updated'),
    remove: async (name) => told(`remove ${name}`, 'removed'),
  };
}

describe('claims', () => {
  test('are made and looked at for the job, and written down and given back though it is cancelled', async () => {
    const asked: string[] = [];
    const claims = claimsIn(variables('bound', asked), variables('unbound', asked));
    await claims.create('A', 'x');
    await claims.read('A');
    await claims.update('A', 'y');
    await claims.remove('A');
    expect(asked).toEqual(['bound: create A', 'bound: read A', 'unbound: update A', 'unbound: remove A']);
  });

  test('are as old as GitHub says', async () => {
    const claims = claimsIn(variables('bound', []), variables('unbound', []));
    expect(await claims.read('A')).toEqual({ value: 'x', createdAt: moment, now: moment + 5000 });
  });

  test('whose age GitHub does not say are refused, and never taken for new', async () => {
    const none = {
      ...variables('bound', []),
      read: async () => ({ value: 'x', createdAt: moment, readAt: undefined }),
    };
    await expect(claimsIn(none, none).read('A')).rejects.toMatchObject({
      kind: 'setup',
      code: 'github-clock-missing',
      message:
        "Nobody can tell how old the variable A is: GitHub's answer has no readable `date` header. Let the proxy before GitHub pass this header on.",
    });
  });

  test('that are not there have no age', async () => {
    const none = { ...variables('bound', []), read: async () => undefined };
    expect(await claimsIn(none, none).read('A')).toBeUndefined();
  });
});

describe('what the token lacks', () => {
  const failing = (failure: Error): Variables => ({
    ...variables('bound', []),
    create: async () => Promise.reject(failure),
  });

  test('is said of `variables-token`', async () => {
    const lacking = failing(
      setupFailure({ code: 'x', what: 'No', hint: 'Set `token` to one, or `token:` so.' }),
    );
    await expect(claimsIn(lacking, lacking).create('A', 'x')).rejects.toMatchObject({
      hint: 'Set `variables-token` to one, or `variables-token:` so. Nothing was started.',
    });
  });

  test('is nothing that a GitHub is to blame for which is down', async () => {
    const down = upstreamFailure({ code: 'x', what: 'Down', hint: 'Look at `token`.' });
    await expect(claimsIn(failing(down), failing(down)).create('A', 'x')).rejects.toBe(down);
  });
});
