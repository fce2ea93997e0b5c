/** Whether an answer is as expected, and what is said when it is not. */
import { expect, test } from '@jest/globals';
import { unmetBy } from '../src/confirming/expectations.ts';
import type { Expectation } from '../src/request.ts';

const matcher = {
  matches: ({ source, flags }: { readonly source: string; readonly flags: string }, body: string) =>
    source === 'slow' ? undefined : new RegExp(source, flags).test(body),
};
const status = (...ranges: readonly (readonly [number, number])[]): Expectation => ({
  kind: 'status',
  ranges,
});
const text = (value: string): Expectation => ({ kind: 'text', text: value });
const pattern = (source: string): Expectation => ({ kind: 'matches', pattern: { source, flags: 'i' } });
const json = (path: readonly (string | number)[], value: unknown): Expectation => ({
  kind: 'json',
  path,
  value,
});
const health = JSON.stringify({ status: 'UP', checks: [{ ok: true }], extra: { a: [1] }, none: null });

test.each<[Expectation, number, string, string | undefined]>([
  [status([200, 299]), 204, '', undefined],
  [status([200, 200], [301, 302]), 302, '', undefined],
  [status([200, 200]), 503, '', 'answered 503 instead of 200'],
  [status([200, 204], [304, 304]), 301, '', 'answered 301 instead of 200-204 or 304'],
  [text('ok'), 200, 'all ok', undefined],
  [text('ok'), 200, 'OK', 'answered without “ok”'],
  [pattern('^up$'), 200, 'UP', undefined],
  [pattern('^up$'), 200, 'soup', 'answered nothing that matches /^up$/i'],
  [pattern('slow'), 200, '', 'answered something on which /slow/i takes too long'],
  [json(['status'], 'UP'), 200, health, undefined],
  [json(['checks', 0, 'ok'], true), 200, health, undefined],
  [json(['extra'], { a: [1] }), 200, health, undefined],
  [json(['none'], null), 200, health, undefined],
  [json(['status'], 'DOWN'), 200, health, 'answered $.status = "UP" instead of "DOWN"'],
  [json(['checks', 1], true), 200, health, 'answered JSON without $.checks[1]'],
  [json(['checks', 'length'], 1), 200, health, 'answered JSON without $.checks.length'],
  [json(['constructor'], 1), 200, health, 'answered JSON without $.constructor'],
  [json(['status'], 'UP'), 200, '<html>', 'answered something that is not JSON'],
])('%j of %i %s', (expectation, code, body, unmet) => {
  expect(unmetBy({ status: code, body }, [expectation], matcher)).toBe(unmet);
});

test('all of them must hold, and the first that does not is told', () => {
  const answer = { status: 200, body: 'starting' };
  expect(unmetBy(answer, [status([200, 200]), text('ok'), text('fine')], matcher)).toBe(
    'answered without “ok”',
  );
});

test('a long value is told in short', () => {
  const body = JSON.stringify({ a: 'x'.repeat(500) });
  expect(unmetBy({ status: 200, body }, [json(['a'], 'y')], matcher)?.length).toBeLessThan(140);
});
