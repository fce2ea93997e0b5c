/** Who asks for too much is told so, and when it may ask again. */
import { expect, test } from '@jest/globals';
import { asking, type Asked, type Asking } from './asking.ts';

const quotaOf = ({ headers }: Asked): readonly (string | null)[] =>
  ['limit', 'used', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`));

const write = ({ ask }: Asking, n: number): Promise<Asked> =>
  ask('POST /actions/variables', { name: `V${String(n)}`, value: '' });

async function writeMany(asked: Asking, count: number, pause = 0): Promise<Asked> {
  let last = await write(asked, 1);
  for (let n = 2; n <= count; n += 1) {
    asked.clock.advance(pause);
    last = await write(asked, n);
  }
  return last;
}

test('every answer says what is left of the hour', async () => {
  const { ask, clock, github } = await asking();
  const reset = String(Date.UTC(2026, 0, 1, 1) / 1000);
  expect(quotaOf(await ask('GET /user'))).toEqual(['5000', '1', '4999', reset]);
  clock.advance(1000);
  expect(quotaOf(await ask('GET /actions/variables/NONE'))).toEqual(['5000', '2', '4998', reset]);
  const job = await ask('GET ', undefined, { token: github.tokens.job });
  expect(quotaOf(job).slice(0, 3)).toEqual(['1000', '1', '999']);
});

test.each([
  ['everything', 'API rate limit exceeded for user ID 1.'],
  ['job', 'API rate limit exceeded for installation ID 1.'],
] as const)('when nothing is left to %s, it is refused until the hour is over', async (name, message) => {
  const { ask, clock, github } = await asking({ rateLimits: { hourly: 2, jobHourly: 2 } });
  const read = (): Promise<Asked> => ask('GET ', undefined, { token: github.tokens[name] });
  await read();
  clock.advance(600_000);
  expect((await read()).status).toBe(200);
  const refused = await read();
  expect([refused.status, refused.body.message]).toEqual([403, message]);
  expect(quotaOf(refused).slice(0, 3)).toEqual(['2', '2', '0']);
  clock.advance(2_999_999);
  expect((await read()).status).toBe(403);
  clock.advance(1);
  expect((await read()).status).toBe(200);
});

test('the eighty-first write of a minute is refused, until the first one is a minute ago', async () => {
  const asked = await asking();
  expect((await writeMany(asked, 80, 100)).status).toBe(201);
  const refused = await write(asked, 81);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '53']);
  expect(refused.body.message).toMatch(/^You have exceeded a secondary rate limit/);
  expect((await asked.ask('GET /actions/variables')).status).toBe(200);
  asked.clock.advance(53_000);
  expect((await write(asked, 81)).status).toBe(201);
});

test('so many writes an hour are the most, however slowly they come', async () => {
  const asked = await asking({ rateLimits: { writesPerHour: 5 } });
  expect((await writeMany(asked, 5, 60_000)).status).toBe(201);
  expect((await write(asked, 6)).headers.get('retry-after')).toBe(String(3600 - 4 * 60));
});

test('a read is one point and a write five', async () => {
  const asked = await asking({ rateLimits: { pointsPerMinute: 7 } });
  expect((await write(asked, 1)).status).toBe(201);
  expect((await asked.ask('GET ')).status).toBe(200);
  expect((await write(asked, 2)).status).toBe(403);
  expect((await asked.ask('GET ')).status).toBe(200);
  expect((await asked.ask('GET ')).status).toBe(403);
});

test('too many requests that are not answered yet are refused', async () => {
  const { ask, github, clock } = await asking({ rateLimits: { concurrent: 1 } });
  github.faults.push({ when: 'after', delay: 1000, times: 1 });
  const slow = ask('GET /user');
  while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve));
  expect((await ask('GET /user')).status).toBe(403);
  clock.advance(1000);
  expect((await slow).status).toBe(200);
  expect((await ask('GET /user')).status).toBe(200);
});

test('what is left can be asked for, and asking is free', async () => {
  const { ask } = await asking();
  await ask('GET /user');
  await ask('GET /rate_limit');
  expect((await ask('GET /rate_limit')).body.resources).toMatchObject({ core: { used: 1, remaining: 4999 } });
});

test('a server without limits tells of none', async () => {
  const { ask } = await asking({ rateLimits: 'off' });
  expect(quotaOf(await ask('GET /user'))).toEqual([null, null, null, null]);
  const answer = await ask('GET /rate_limit');
  expect([answer.status, answer.body.message]).toEqual([404, 'Rate limiting is not enabled.']);
});
