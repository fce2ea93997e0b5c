/** Writes that are sent once: what came back is told, and nothing is sent again. */
import { expect, test } from '@jest/globals';
import { jumpingClock } from '@slipway/test-kit/jumping-clock';
import type { Answer, ApiCall } from '../src/api.ts';
import { askWithRetries } from '../src/client.ts';
import { VariableWrites, type Unwritten } from '../src/variable-writes.ts';
import { answerOf, noAnswer } from './scripted-api.ts';

interface Sending {
  readonly writes: VariableWrites;
  readonly sent: readonly ApiCall[];
  readonly debugged: readonly string[];
}

function sending(answer: Answer): Sending {
  const sent: ApiCall[] = [];
  const debugged: string[] = [];
  const clock = jumpingClock();
  const request = async (call: ApiCall): Promise<Answer> => {
    sent.push(call);
    return answer;
  };
  const api = { ask: (call: ApiCall) => askWithRetries(call, { clock }, request) };
  const place = { kind: 'repository', owner: 'team', repo: 'web' } as const;
  const writes = new VariableWrites(api, place, 'unknown', (line) => debugged.push(line));
  return { writes, sent, debugged };
}

const reset = { 'retry-after': '90' };
const limit = answerOf(429, { message: 'Too many requests' }, reset);

test.each<[string, Answer, Pick<Unwritten, 'mayBeDone' | 'againIn'>, string]>([
  ['a 502', answerOf(502), { mayBeDone: true, againIn: 2000 }, 'github-unavailable'],
  ['a cut connection', noAnswer(true), { mayBeDone: true, againIn: 2000 }, 'github-unreachable'],
  ['no connection at all', noAnswer(false), { mayBeDone: false, againIn: 2000 }, 'github-unreachable'],
  ['a limit', limit, { mayBeDone: false, againIn: 90_000 }, 'rate-limited'],
  [
    'a limit of an hour',
    answerOf(403, {}, { 'retry-after': '3600' }),
    { mayBeDone: false, againIn: undefined },
    'rate-limited',
  ],
  [
    'a page of a proxy',
    answerOf(200, '<html>'),
    { mayBeDone: true, againIn: undefined },
    'github-unavailable',
  ],
])('%s is told, with what GitHub may have done', async (_, answer, expected, code) => {
  for (const method of ['create', 'update', 'remove'] as const) {
    const { writes, sent } = sending(answer);
    const variable = { name: 'A', value: 'b' };
    const told = method === 'remove' ? writes.remove('A', 2) : writes[method](variable, 2);
    expect(await told).toMatchObject({ kind: 'unwritten', ...expected, failure: { code } });
    expect(sent).toHaveLength(1);
  }
});

test('the fourth try is the last one', async () => {
  const unwritten = (attempt: number) => sending(answerOf(503)).writes.remove('A', attempt);
  expect(await unwritten(3)).toMatchObject({ againIn: 4000 });
  expect(await unwritten(4)).toMatchObject({ againIn: undefined });
});

test.each([
  [201, 'create', 'created'],
  [409, 'create', 'exists'],
  [204, 'update', 'updated'],
  [404, 'update', 'gone'],
  [204, 'remove', 'removed'],
  [404, 'remove', 'gone'],
] as const)('a %i of %s means %s', async (status, method, meaning) => {
  const { writes } = sending(answerOf(status));
  const variable = { name: 'A', value: 'b' };
  expect(await (method === 'remove' ? writes.remove('A', 1) : writes[method](variable, 1))).toBe(meaning);
});

test('a refusal is a failure: nothing was done', async () => {
  const refused = sending(answerOf(422, { message: 'Variable name is invalid' })).writes;
  await expect(refused.update({ name: 'A', value: 'b' }, 1)).rejects.toMatchObject({
    code: 'variable-refused',
  });
});

test('what is to be sent again is told for a look behind the scenes', async () => {
  const { writes, debugged } = sending(limit);
  await writes.remove('A', 1);
  expect(debugged).toEqual(['remove-variable: rate limit, again in 90000 ms']);
});
