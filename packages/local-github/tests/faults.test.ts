/** Answers that tests order, and what somebody else does between two calls. */
import { expect, test } from '@jest/globals';
import { asking } from './asking.ts';

const variable = { name: 'A', value: '1' };

test('a fault before a call keeps it from taking effect, as often as it is told', async () => {
  const { ask, github } = await asking();
  const answer = { status: 502, message: 'Server Error', headers: { 'retry-after': '7' } };
  github.faults.push({ method: 'POST', path: /^\/actions\/variables$/, when: 'before', answer, times: 1 });
  const struck = await ask('POST /actions/variables', variable);
  expect([struck.status, struck.body.message, struck.headers.get('retry-after')]).toEqual([
    502,
    'Server Error',
    '7',
  ]);
  expect(github.variables.size).toBe(0);
  expect((await ask('POST /actions/variables', variable)).status).toBe(201);
});

test('a fault after a call loses its answer alone', async () => {
  const { ask, github } = await asking();
  github.faults.push({ method: 'POST', when: 'after', answer: 'cut', times: 1 });
  await expect(ask('POST /actions/variables', variable)).rejects.toThrow('fetch failed');
  expect(github.variables.get('A')?.value).toBe('1');
  expect(github.calls.map(({ status }) => status)).toEqual([0]);
});

test('the third call may be the one that is struck', async () => {
  const { ask, github } = await asking();
  const answer = { status: 500, message: 'Oops' };
  github.faults.push({ method: 'GET', when: 'before', answer, skip: 2, times: 1 });
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await ask('GET ')).status);
  expect(statuses).toEqual([200, 200, 500, 200]);
});

test('somebody else may write after what was read has been answered', async () => {
  const { ask, github } = await asking({ variables: { A: '1' } });
  github.faults.push({ method: 'GET', when: 'after', act: () => github.variables.put('A', '2'), times: 1 });
  expect((await ask('GET /actions/variables/A')).body.value).toBe('1');
  expect((await ask('GET /actions/variables/A')).body.value).toBe('2');
});

test('somebody else may write just before a call takes effect', async () => {
  const { ask, github } = await asking();
  github.faults.push({ method: 'POST', when: 'before', act: () => github.variables.put('A', '2'), times: 1 });
  expect((await ask('POST /actions/variables', variable)).status).toBe(409);
});

test('an answer may come with other headers, or without one', async () => {
  const { ask, github } = await asking();
  const headers = { date: '', 'x-ratelimit-remaining': '1' };
  github.faults.push({ when: 'after', headers, times: 1 });
  const answer = await ask('GET ');
  expect([answer.headers.get('date'), answer.headers.get('x-ratelimit-remaining')]).toEqual([null, '1']);
});

test('an answer may come late, by the clock', async () => {
  const { ask, github, clock } = await asking();
  github.faults.push({ when: 'after', delay: 5000, times: 1 });
  let answered = false;
  const late = ask('GET ').then(() => (answered = true));
  while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve));
  clock.advance(4999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(false);
  clock.advance(1);
  expect(await late).toBe(true);
});

test("a fault may be for one of GitHub's operations, wherever it is done", async () => {
  const { ask, github } = await asking({ repositories: { 'team/api': {} } });
  const answer = { status: 500, message: 'Oops' };
  github.faults.push({ operation: 'actions/list-repo-variables', when: 'before', answer, times: 2 });
  expect((await ask('GET /actions/variables/A')).status).toBe(404);
  expect((await ask('POST /actions/variables', variable)).status).toBe(201);
  expect((await ask('GET /actions/variables')).status).toBe(500);
  expect((await ask('GET /repos/team/api/actions/variables')).status).toBe(500);
});
