import { afterEach, describe, expect, test } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sha256 } from '../src/digest.ts';
import type { Descriptor } from '../src/manifest.ts';
import type { Credentials } from '../src/registry-login.ts';
import { closeRegistries, memoryRegistry, refuse } from './memory-registry.ts';

afterEach(closeRegistries);

const content = Buffer.from('0123456789');
const blob: Descriptor = {
  mediaType: 'x',
  digest: sha256(content),
  size: content.length,
  annotations: {},
  platform: undefined,
};
const open = async function* ({ from, until }: { from: number; until: number }) {
  yield content.subarray(from, until);
};

const basic = (password: string): string => `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}`;
const credentials = (password: string): Credentials => ({ username: 'AWS', password });
const unauthorized = (response: ServerResponse, challenge: string): ServerResponse =>
  response.writeHead(401, { 'www-authenticate': challenge }).end();
const drained = (request: IncomingMessage, then: () => void): IncomingMessage =>
  request.resume().on('end', then);

describe('a login that ends in the middle of a push', () => {
  /** Takes the password `old` for so many requests, then only `new`. @param refusal how it says that `old` is over. */
  async function ending(after: number, refusal: (response: ServerResponse) => void) {
    const masks: string[] = [];
    let taken = 0;
    let renewals = 0;
    const memory = await memoryRegistry(
      {
        partBytes: 4,
        fault: (_, response, request) => {
          const { authorization } = request.headers;
          if (authorization === basic('new')) return false;
          if (authorization === basic('old') && (taken += 1) <= after) return false;
          return drained(request, () => {
            if (authorization === undefined) unauthorized(response, 'Basic realm="x"');
            else refusal(response);
          });
        },
      },
      {
        credentials: credentials('old'),
        mask: (secret) => void masks.push(secret),
        renew: async () => {
          renewals += 1;
          return credentials('new');
        },
      },
    );
    return { memory, masks, renewals: () => renewals };
  }

  test.each([
    ['401', (response: ServerResponse) => unauthorized(response, 'Basic realm="x"')],
    [
      '403 and that its token has expired',
      (response: ServerResponse) =>
        response
          .writeHead(403)
          .end('{"errors":[{"code":"DENIED","message":"Your authorization token has expired."}]}'),
    ],
  ])('is made anew once, when the registry says %s', async (_, refusal) => {
    const { memory, masks, renewals } = await ending(2, refusal);
    await memory.registry.uploadBlob('web', blob, open);
    expect(memory.blobs.get(`web@${blob.digest}`)?.toString()).toBe('0123456789');
    expect(renewals()).toBe(1);
    expect(masks).toEqual([basic('old').slice(6), basic('new').slice(6)]);
  });

  test('is made anew once for all that was under way', async () => {
    const { memory, renewals } = await ending(1, (response) => unauthorized(response, 'Basic realm="x"'));
    await memory.registry.hasBlob('web', blob.digest);
    await Promise.all([1, 2, 3].map(() => memory.registry.hasBlob('web', blob.digest)));
    expect(renewals()).toBe(1);
  });

  test('is not made anew when it never worked', async () => {
    const { memory, renewals } = await ending(0, (response) => unauthorized(response, 'Basic realm="x"'));
    await expect(memory.registry.hasBlob('web', blob.digest)).rejects.toMatchObject({
      code: 'registry-login-refused',
    });
    expect(renewals()).toBe(0);
  });
});

test.each([
  ['only after the registry has asked for them', false, [undefined, basic('pw'), basic('pw')]],
  ['at once where it is known to take them', true, [basic('pw'), basic('pw')]],
])('credentials are sent %s', async (_, atOnce, headers) => {
  const seen: (string | undefined)[] = [];
  const memory = await memoryRegistry(
    {
      fault: (_, response, request) => {
        seen.push(request.headers.authorization);
        return request.headers.authorization === undefined && unauthorized(response, 'Basic realm="x"');
      },
    },
    { credentials: credentials('pw'), atOnce },
  );
  for (const repository of ['dev', 'prod']) await memory.registry.hasBlob(repository, blob.digest);
  expect(seen).toEqual(headers);
});

test('a right that is missing is no login that has ended', async () => {
  let renewals = 0;
  const memory = await memoryRegistry(
    {
      fault: ({ method }, response, request) =>
        method === 'POST' && drained(request, () => refuse(response, 403, 'DENIED')),
    },
    {
      credentials: credentials('old'),
      renew: async () => {
        renewals += 1;
        return credentials('new');
      },
    },
  );
  await memory.registry.hasBlob('web', blob.digest);
  await expect(memory.registry.uploadBlob('web', blob, open)).rejects.toMatchObject({
    code: 'registry-denied',
  });
  expect([renewals, memory.sleeps]).toEqual([0, []]);
});

test('a token is fetched for each repository, and again when it is over', async () => {
  const given: string[] = [];
  const over = new Set<string>();
  const memory = await memoryRegistry(
    {
      fault: ({ path }, response, request) => {
        if (path === '/token') {
          const scope = new URL(request.url ?? '', 'http://x').searchParams.get('scope') ?? '';
          given.push(`${scope} ${String(request.headers.authorization === basic('pw'))}`);
          return response.writeHead(200).end(JSON.stringify({ token: `${scope}-${String(given.length)}` }));
        }
        const scope = path.split('/')[2] ?? '';
        const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
        if (token.startsWith(`${scope}-`) && !over.has(token)) return false;
        return unauthorized(response, `Bearer realm="http://${memory.host}/token",scope="${scope}"`);
      },
    },
    { credentials: credentials('pw') },
  );
  const look = (repository: string): Promise<boolean> => memory.registry.hasBlob(repository, blob.digest);
  for (const repository of ['dev', 'prod', 'dev', 'prod']) await look(repository);
  expect(given).toEqual(['dev true', 'prod true']);
  over.add('dev-1');
  await look('dev');
  expect(given).toEqual(['dev true', 'prod true', 'dev true']);
});

test('a storage that the registry sends to is not told the login', async () => {
  const seen: (string | undefined)[] = [];
  const storage = await memoryRegistry({
    fault: (_, response, request) => {
      seen.push(request.headers.authorization, request.headers.range);
      return response.writeHead(206).end('12');
    },
  });
  const memory = await memoryRegistry(
    {
      fault: (_, response, request) =>
        request.headers.authorization === undefined
          ? unauthorized(response, 'Basic realm="x"')
          : response.writeHead(307, { location: `http://${storage.host}/layer` }).end(),
    },
    { credentials: credentials('pw') },
  );
  const pieces: Buffer[] = [];
  for await (const piece of memory.registry.openBlob('web', blob.digest, { from: 1, until: 3 })) {
    pieces.push(Buffer.from(piece));
  }
  expect(Buffer.concat(pieces).toString()).toBe('12');
  expect(seen).toEqual([undefined, 'bytes=1-2']);
});
