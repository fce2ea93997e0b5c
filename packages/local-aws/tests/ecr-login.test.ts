import { expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { sha256 } from '@slipway/oci/digest';
import { createRegistry, type Registry } from '@slipway/oci/registry';

interface Asked {
  readonly registry: Registry;
  readonly seen: string[];
  readonly masked: string[];
}

/** A registry that wants a token of the service at `realm`, which is itself unless told otherwise. */
async function withBearer(scene: (asked: Asked) => Promise<void>, realm?: string): Promise<void> {
  const seen: string[] = [];
  const masked: string[] = [];
  let origin = '';
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { authorization = 'nobody' } = request.headers;
    seen.push(`${authorization} ${request.url ?? ''}`);
    if (request.url?.startsWith('/token') === true) return void response.end('{"token":"t0ken"}');
    if (authorization === 'Bearer t0ken') return void response.end();
    const challenge = `Bearer realm="${realm ?? `${origin}/token`}",service="reg",scope="repository:web:pull"`;
    response.writeHead(401, { 'www-authenticate': challenge }).end();
  };
  const server = await listening(answer);
  origin = server.origin;
  const registry = registryAt(origin, masked);
  try {
    await scene({ registry, seen, masked });
  } finally {
    server.close();
  }
}

async function listening(answer: RequestListener): Promise<{ readonly origin: string; close(): void }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${address.port}`, close };
}

const registryAt = (endpoint: string, masked: string[]): Registry =>
  createRegistry({
    endpoint,
    credentials: { username: 'u', password: 'p' },
    mask: (secret) => void masked.push(secret),
    clock: { now: () => 0, sleep: async () => undefined },
    random: { next: () => 0.5 },
  });

test('a token is fetched with the password, masked, and used from then on', () =>
  withBearer(async ({ registry, seen, masked }) => {
    await registry.ping();
    await registry.ping();
    expect(seen).toEqual([
      'nobody /v2/',
      'Basic dTpw /token?service=reg&scope=repository%3Aweb%3Apull',
      'Bearer t0ken /v2/',
      'Bearer t0ken /v2/',
    ]);
    expect(masked).toEqual(['dTpw', 't0ken']);
  }));

test('the password is never sent unencrypted to another machine', () =>
  withBearer(async ({ registry, seen }) => {
    await expect(registry.ping()).rejects.toThrow(
      'the registry wants the password to be sent unencrypted to tokens.example. Look whether the credentials of this job belong to the account of the registry.',
    );
    expect(seen).toEqual(['nobody /v2/']);
  }, 'http://tokens.example/token'));

test('another server that an upload is sent to learns no password, not even when it asks', async () => {
  const seen: string[] = [];
  let realm = '';
  const storage = await listening((request, response) => {
    seen.push(request.headers.authorization ?? 'nobody');
    request.resume();
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end();
  });
  realm = `${storage.origin}/token`;
  const front = await listening((request, response) => {
    const isKnown = request.headers.authorization === 'Basic dTpw';
    const headers = isKnown
      ? { location: `${storage.origin}/upload` }
      : { 'www-authenticate': 'Basic realm="registry"' };
    response.writeHead(isKnown ? 202 : 401, headers).end();
  });
  try {
    const blob = { mediaType: 'x', digest: sha256('x'), size: 1, annotations: {}, platform: undefined };
    const upload = registryAt(front.origin, []).uploadBlob('web', blob, async function* () {
      yield Buffer.from('x');
    });
    await expect(upload).rejects.toMatchObject({ code: 'registry-login-refused' });
    expect(seen).toEqual(['nobody']);
  } finally {
    front.close();
    storage.close();
  }
});
