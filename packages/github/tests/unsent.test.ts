/** Which failed requests never reached GitHub: errors as fetch and octokit wrap them, and some that fetch itself throws here. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import type { Answer } from '../src/api.ts';
import { githubApi } from '../src/client.ts';
import { unsentBy } from '../src/unsent.ts';
import { callOf } from './scripted-api.ts';

const coded = (code: string, syscall?: string): Error => Object.assign(new Error(code), { code, syscall });
const wrapped = (cause: Error): Error => {
  const fetchs = new TypeError('fetch failed', { cause });
  return Object.assign(new Error(cause.message), { cause: fetchs });
};
/** As Node tells that no address of a host could be reached. */
const several = (...errors: readonly Error[]): Error =>
  Object.assign(new AggregateError(errors), { code: 'ETIMEDOUT' });

test.each([
  ['a refused connection', coded('ECONNREFUSED', 'connect'), 'passing'],
  ['a name that is not known', coded('ENOTFOUND', 'getaddrinfo'), 'passing'],
  ['a host out of reach', coded('EHOSTUNREACH', 'connect'), 'passing'],
  ['a network out of reach', coded('ENETUNREACH', 'connect'), 'passing'],
  ['a host that went out of reach while it was read from', coded('EHOSTUNREACH', 'read'), undefined],
  [
    'a host none of whose addresses answers',
    several(coded('ETIMEDOUT', 'connect'), coded('ENETUNREACH', 'connect')),
    'passing',
  ],
  [
    'several failures, one of them later',
    several(coded('ETIMEDOUT', 'connect'), coded('EPIPE', 'write')),
    undefined,
  ],
  ['a certificate that signs itself', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'lasting'],
  ['a certificate of a company', coded('SELF_SIGNED_CERT_IN_CHAIN'), 'lasting'],
  ['a certificate that has expired', coded('CERT_HAS_EXPIRED'), 'lasting'],
  ['a certificate of another host', coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'lasting'],
  ['a connection that was cut', coded('ECONNRESET', 'read'), undefined],
  ['a connection that was closed', coded('UND_ERR_SOCKET'), undefined],
  ['a timeout of an answer', coded('UND_ERR_HEADERS_TIMEOUT'), undefined],
  ['an error without a word', new Error(''), undefined],
])('%s', (_, cause, expected) => {
  expect([unsentBy(cause), unsentBy(wrapped(cause))]).toEqual([expected, expected]);
});

describe('an address', () => {
  const ask = (apiUrl: string, retries: string[] = []): Promise<Answer> =>
    githubApi({
      token: 'x',
      apiUrl,
      clock: lenientClock(),
      debug: (line) => void retries.push(line),
    }).ask({ ...callOf('read-run', 'run 7'), route: 'GET /' });

  test.each(['http://127.0.0.1:1', 'ftp://127.0.0.1', 'nowhere'])(
    '%s that is none is told at once, and nothing was sent',
    async (apiUrl) => {
      const retries: string[] = [];
      expect(await ask(apiUrl, retries)).toMatchObject({ kind: 'no-answer', sent: false, lasting: true });
      expect(retries).toEqual([]);
    },
  );

  test('of a server that hangs up may have been sent', async () => {
    const server = createServer((request) => request.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const answer = await ask(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    server.close();
    expect(answer).toMatchObject({ kind: 'no-answer', sent: true, lasting: false });
  });
});
