import { pbkdf2 } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@slipway/oci/digest';
import { pushImage } from './ecr-images.ts';
import { begin, errorOf, onRegistry } from './ecr-requests.ts';
import { onStage } from './ecr-stage.ts';

const uploads = '/v2/team/web/blobs/uploads/';
const content = 'hello world';
const digest = sha256(content);

describe('the login of the registry', () => {
  test('is asked for as ECR asks', () =>
    onStage(async ({ endpoint }) => {
      const response = await fetch(`${endpoint}/v2/`);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe(
        `Basic realm="${endpoint}/",service="ecr.amazonaws.com"`,
      );
      expect(response.headers.get('docker-distribution-api-version')).toBe('registry/2.0');
    }));

  test('is no longer taken after twelve hours', () =>
    onRegistry(async (ask, { clock }) => {
      expect((await ask('GET', '/v2/')).status).toBe(200);
      clock.advance(12 * 3_600_000);
      expect(await errorOf(await ask('GET', '/v2/'))).toEqual([
        403,
        'DENIED',
        'Your authorization token has expired. Reauthenticate and try again.',
      ]);
    }));
});

describe('a blob', () => {
  test('is uploaded in one request', () =>
    onRegistry(async (ask) => {
      const response = await ask('POST', `${uploads}?digest=${digest}`, { body: content });
      expect(response.status).toBe(201);
      expect(response.headers.get('docker-content-digest')).toBe(digest);
      expect(await (await ask('GET', response.headers.get('location') ?? '')).text()).toBe(content);
    }));

  // Each thread that could find the end of the file is held; a process that has all it asked for may be gone by then.
  test('stands among the calls before a client has its last byte', () =>
    onRegistry(async (ask, { calls }) => {
      await ask('POST', `${uploads}?digest=${digest}`, { body: content });
      for (let left = 16; left > 0; left -= 1) pbkdf2('a', 'b', 50_000, 64, 'sha512', () => undefined);
      const answer: ReadableStream<Uint8Array> | null = (await ask('GET', `/v2/team/web/blobs/${digest}`))
        .body;
      const first = await answer?.getReader().read();
      expect(first?.value?.byteLength).toBe(content.length);
      expect(calls.at(-1)?.operation).toBe(`GET /v2/team/web/blobs/${digest}`);
    }));

  test('is read when it is empty', () =>
    onRegistry(async (ask) => {
      const empty = sha256('');
      await ask('POST', `${uploads}?digest=${empty}`, { body: '' });
      const response = await ask('GET', `/v2/team/web/blobs/${empty}`);
      expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
        200,
        '0',
        '',
      ]);
    }));

  test('is uploaded in chunks that follow each other', () =>
    onRegistry(async (ask) => {
      const path = await begin(ask);
      const first = await ask('PATCH', path, { body: 'hello', headers: { 'content-range': '0-4' } });
      expect([first.status, first.headers.get('range')]).toEqual([202, '0-4']);
      const state = await ask('GET', path);
      expect([state.status, state.headers.get('range')]).toEqual([204, '0-4']);
      await ask('PATCH', path, { body: ' world', headers: { 'content-range': '5-10' } });
      expect((await ask('PUT', `${path}?digest=${digest}`)).status).toBe(201);
      expect((await ask('HEAD', `/v2/team/web/blobs/${digest}`)).headers.get('content-length')).toBe('11');
    }));

  test('refuses a chunk that leaves a gap, and says how far it is', () =>
    onRegistry(async (ask) => {
      const path = await begin(ask);
      await ask('PATCH', path, { body: 'hello', headers: { 'content-range': '0-4' } });
      const late = await ask('PATCH', path, { body: 'world', headers: { 'content-range': '6-10' } });
      expect([late.status, late.headers.get('range')]).toEqual([416, '0-4']);
    }));

  test('with another digest is refused, and its upload is gone', () =>
    onRegistry(async (ask) => {
      const path = await begin(ask);
      const wrong = sha256('other');
      expect(await errorOf(await ask('PUT', `${path}?digest=${wrong}`, { body: content }))).toEqual([
        400,
        'DIGEST_INVALID',
        `The provided digest ${wrong} does not match the content, which has ${digest}`,
      ]);
      expect((await ask('GET', path)).status).toBe(404);
      expect((await ask('HEAD', `/v2/team/web/blobs/${wrong}`)).status).toBe(404);
    }));

  test('can be given up', () =>
    onRegistry(async (ask) => {
      const path = await begin(ask);
      expect((await ask('DELETE', path)).status).toBe(204);
      expect(await errorOf(await ask('PATCH', path, { body: 'x' }))).toEqual([
        404,
        'BLOB_UPLOAD_UNKNOWN',
        'blob upload unknown to registry',
      ]);
    }));

  test.each([
    ['bytes=0-4', 206, 'hello', 'bytes 0-4/11'],
    ['bytes=6-', 206, 'world', 'bytes 6-10/11'],
    ['bytes=-5', 206, 'world', 'bytes 6-10/11'],
    ['bytes=6-99', 206, 'world', 'bytes 6-10/11'],
  ])('is read in part with Range: %s', (range, status, text, contentRange) =>
    onRegistry(async (ask) => {
      await ask('POST', `${uploads}?digest=${digest}`, { body: content });
      const response = await ask('GET', `/v2/team/web/blobs/${digest}`, { headers: { range } });
      expect(response.headers.get('content-range')).toBe(contentRange);
      expect([response.status, await response.text()]).toEqual([status, text]);
    }),
  );

  test('refuses a part that it does not have', () =>
    onRegistry(async (ask) => {
      await ask('POST', `${uploads}?digest=${digest}`, { body: content });
      const headers = { range: 'bytes=11-' };
      const response = await ask('GET', `/v2/team/web/blobs/${digest}`, { headers });
      expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */11']);
    }));
});

describe('a manifest', () => {
  const manifest = JSON.stringify({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'x', digest, size: 11 },
    layers: [],
  });

  test('whose blobs are not there is refused', () =>
    onRegistry(async (ask) => {
      expect(await errorOf(await ask('PUT', '/v2/team/web/manifests/v1', { body: manifest }))).toEqual([
        404,
        'MANIFEST_BLOB_UNKNOWN',
        `Layers with digests '[${digest}]' required for pushing image into repository with name 'team/web' in the registry with id '123456789012' do not exist`,
      ]);
    }));

  test('under another digest is refused', () =>
    onRegistry(async (ask) => {
      const response = await ask('PUT', `/v2/team/web/manifests/${digest}`, { body: manifest });
      expect((await errorOf(response)) as unknown[]).toEqual([400, 'DIGEST_INVALID', expect.any(String)]);
    }));

  test('that is larger than a manifest may be is refused', () =>
    onRegistry(async (ask) => {
      const body = ' '.repeat(4 * 1024 * 1024 + 1);
      const response = await ask('PUT', '/v2/team/web/manifests/v1', { body });
      expect(await errorOf(response)).toEqual([413, 'SIZE_INVALID', 'The manifest is larger than 4 MiB']);
    }));

  test('that is none is refused', () =>
    onRegistry(async (ask) => {
      const response = await ask('PUT', '/v2/team/web/manifests/v1', { body: 'no' });
      expect(await errorOf(response)).toEqual([
        400,
        'MANIFEST_INVALID',
        "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'it is not JSON'",
      ]);
    }));

  test('under an immutable tag is refused in the words of ECR', () =>
    onRegistry(async (ask, stage) => {
      await pushImage(stage, { repository: 'fixed', tags: ['v1'] });
      const body = await (await ask('GET', '/v2/fixed/manifests/v1')).text();
      expect(await errorOf(await ask('PUT', '/v2/fixed/manifests/v1', { body }))).toEqual([
        400,
        'TAG_INVALID',
        "The image tag 'v1' already exists in the 'fixed' repository and cannot be overwritten because the repository is immutable",
      ]);
    }));

  test('that is not there is unknown', () =>
    onRegistry(async (ask) => {
      expect(await errorOf(await ask('GET', '/v2/team/web/manifests/v1'))).toEqual([
        404,
        'MANIFEST_UNKNOWN',
        'Requested image not found',
      ]);
    }));
});

test('a repository that is not there is unknown, in the words of ECR', () =>
  onRegistry(async (ask) => {
    expect(await errorOf(await ask('POST', '/v2/nowhere/blobs/uploads/'))).toEqual([
      404,
      'NAME_UNKNOWN',
      "The repository with name 'nowhere' does not exist in the registry with id '123456789012'",
    ]);
  }));

test('tags are listed in pages', () =>
  onRegistry(async (ask, stage) => {
    await pushImage(stage, { repository: 'team/web', tags: ['c', 'a', 'b'] });
    const first = await ask('GET', '/v2/team/web/tags/list?n=2');
    expect(await first.json()).toEqual({ name: 'team/web', tags: ['a', 'b'] });
    const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
    expect(await (await ask('GET', next)).json()).toEqual({ name: 'team/web', tags: ['c'] });
  }));
