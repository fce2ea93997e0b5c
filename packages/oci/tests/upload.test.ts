import { afterEach, describe, expect, test } from '@jest/globals';
import { sha256 } from '../src/digest.ts';
import type { Descriptor } from '../src/manifest.ts';
import type { ReadContent } from '../src/blob-content.ts';
import { closeRegistries, memoryRegistry, refuse, type MemoryRegistry } from './memory-registry.ts';

afterEach(closeRegistries);

const content = Buffer.from('0123456789');
const blob: Descriptor = {
  mediaType: 'x',
  digest: sha256(content),
  size: content.length,
  annotations: {},
  platform: undefined,
};

/** Reads what is asked for, in pieces of three bytes, and writes down what was asked for. */
function reader(bytes: Buffer = content): { readonly open: ReadContent; readonly ranges: string[] } {
  const ranges: string[] = [];
  return {
    ranges,
    open: async function* ({ from, until }) {
      ranges.push(`${String(from)}-${String(until)}`);
      const part = bytes.subarray(from, until);
      for (let at = 0; at < part.length; at += 3) yield part.subarray(at, at + 3);
    },
  };
}

const stored = ({ blobs }: MemoryRegistry): string | undefined => blobs.get(`web@${blob.digest}`)?.toString();
const withoutUploads = (calls: readonly string[]): readonly string[] =>
  calls.map((call) => call.replace('/v2/web/blobs/uploads', ''));

describe('a blob', () => {
  test('that is small goes in one request', async () => {
    const memory = await memoryRegistry({ partBytes: 10 });
    await memory.registry.uploadBlob('web', blob, reader().open);
    expect(withoutUploads(memory.calls)).toEqual(['POST /', 'PUT /1']);
    expect(stored(memory)).toBe('0123456789');
  });

  test('that is large goes in parts', async () => {
    const memory = await memoryRegistry({ partBytes: 4 });
    await memory.registry.uploadBlob('web', blob, reader().open);
    expect(withoutUploads(memory.calls)).toEqual([
      'POST /',
      'PATCH /1 0-3',
      'PATCH /1 4-7',
      'PATCH /1 8-9',
      'PUT /1',
    ]);
    expect(stored(memory)).toBe('0123456789');
  });

  test('that holds nothing goes as well', async () => {
    const memory = await memoryRegistry();
    const nothing = { ...blob, size: 0, digest: sha256('') };
    expect(await memory.registry.uploadBlob('web', nothing, reader().open)).toBe('uploaded');
  });
});

describe('after a connection that broke in the middle of a part', () => {
  const cutSecond = {
    partBytes: 4,
    cutAfter: (asked: { method: string; before: number }) =>
      asked.method === 'PATCH' && asked.before === 1 ? 2 : undefined,
  };

  test('only what the registry lacks is read and sent again', async () => {
    const memory = await memoryRegistry({ ...cutSecond, keepsBrokenParts: true });
    const { open, ranges } = reader();
    await memory.registry.uploadBlob('web', blob, open);
    expect(withoutUploads(memory.calls)).toEqual([
      'POST /',
      'PATCH /1 0-3',
      'PATCH /1 4-7',
      'GET /1',
      'PATCH /1 6-9',
      'PUT /1',
    ]);
    expect(ranges).toEqual(['0-4', '4-8', '6-10']);
    expect(stored(memory)).toBe('0123456789');
  });

  test('a registry that forgot the part is sent it again', async () => {
    const memory = await memoryRegistry(cutSecond);
    await memory.registry.uploadBlob('web', blob, reader().open);
    expect(withoutUploads(memory.calls).slice(2, 5)).toEqual(['PATCH /1 4-7', 'GET /1', 'PATCH /1 4-7']);
    expect(stored(memory)).toBe('0123456789');
  });

  test.each([404, 405])(
    'a registry that answers %s has lost the session, and gets another',
    async (status) => {
      const memory = await memoryRegistry({
        ...cutSecond,
        fault: ({ method }, response) => method === 'GET' && refuse(response, status, 'NO'),
      });
      await memory.registry.uploadBlob('web', blob, reader().open);
      expect(withoutUploads(memory.calls).slice(3)).toEqual([
        'GET /1',
        'POST /',
        'PATCH /2 0-3',
        'PATCH /2 4-7',
        'PATCH /2 8-9',
        'PUT /2',
      ]);
      expect(stored(memory)).toBe('0123456789');
    },
  );

  test('a registry that claims to have more than it was sent gets another session', async () => {
    const memory = await memoryRegistry({
      ...cutSecond,
      fault: ({ method }, response) => {
        if (method !== 'GET') return false;
        response.writeHead(204, { range: '0-8' }).end();
        return true;
      },
    });
    await memory.registry.uploadBlob('web', blob, reader().open);
    expect(memory.methods().filter((method) => method === 'POST')).toHaveLength(2);
    expect(stored(memory)).toBe('0123456789');
  });
});

describe('a registry', () => {
  test('that loses every session is given up', async () => {
    const memory = await memoryRegistry({
      partBytes: 4,
      fault: ({ method }, response) =>
        (method === 'PATCH' || method === 'GET') && refuse(response, 404, 'BLOB_UPLOAD_UNKNOWN'),
    });
    await expect(memory.registry.uploadBlob('web', blob, reader().open)).rejects.toMatchObject({
      code: 'registry-refused',
    });
    expect(memory.methods().filter((method) => method === 'POST')).toHaveLength(5);
  });

  test('that loses every session after a part that worked is given up, too', async () => {
    const memory = await memoryRegistry({
      partBytes: 4,
      fault: ({ method, before }, response, request) => {
        if (method === 'GET') return refuse(response, 404, 'BLOB_UPLOAD_UNKNOWN');
        if (method !== 'PATCH' || before % 2 === 0) return false;
        request.resume();
        return response.writeHead(500).end();
      },
    });
    await expect(memory.registry.uploadBlob('web', blob, reader().open)).rejects.toMatchObject({
      code: 'registry-refused',
      why: 'HTTP 404, BLOB_UPLOAD_UNKNOWN, it lost 5 upload sessions of this blob, one after the other',
    });
    expect(memory.methods().filter((method) => method === 'POST')).toHaveLength(5);
  });

  test('whose answer to the end was lost has the blob', async () => {
    const memory = await memoryRegistry({
      partBytes: 4,
      fault: ({ method }, response, request) => {
        if (method === 'GET') return refuse(response, 404, 'BLOB_UPLOAD_UNKNOWN');
        if (method !== 'PUT') return false;
        memory.blobs.set(`web@${blob.digest}`, content);
        request.socket.destroy();
        return true;
      },
    });
    await memory.registry.uploadBlob('web', blob, reader().open);
    expect(memory.methods().slice(-3)).toEqual(['PUT', 'GET', 'HEAD']);
  });

  test('that throttles is left alone for as long as it asks, and then gets the rest', async () => {
    const memory = await memoryRegistry({
      partBytes: 4,
      fault: ({ method, before }, response, request) => {
        if (method !== 'PATCH' || before !== 1) return false;
        request.resume();
        response.writeHead(429, { 'retry-after': '7' }).end();
        return true;
      },
    });
    await memory.registry.uploadBlob('web', blob, reader().open);
    expect(memory.sleeps).toEqual([7000]);
    expect(stored(memory)).toBe('0123456789');
  });

  test('that names another digest than was sent is not believed', async () => {
    const memory = await memoryRegistry({
      fault: ({ method }, response, request) => {
        if (method !== 'PUT') return false;
        request.resume();
        response.writeHead(201, { 'docker-content-digest': sha256('other') }).end();
        return true;
      },
    });
    await expect(memory.registry.uploadBlob('web', blob, reader().open)).rejects.toThrow(
      `DIGEST_INVALID, it answered with ${sha256('other')} instead of ${blob.digest}`,
    );
  });
});

describe('content that is not what its digest promises', () => {
  test.each([
    ['another content', Buffer.from('0123456780'), `its content has the digest ${sha256('0123456780')}`],
    ['an end that is missing', Buffer.from('0123'), 'it ends after 4 bytes instead of 10'],
  ])('%s is never sent to its end', async (_, bytes, why) => {
    for (const partBytes of [4, 32]) {
      const memory = await memoryRegistry({ partBytes });
      await expect(memory.registry.uploadBlob('web', blob, reader(bytes).open)).rejects.toMatchObject({
        code: 'blob-changed',
        why,
      });
      expect([stored(memory), memory.sleeps]).toEqual([undefined, []]);
    }
  });
});
