/**
 * A registry on the loopback with everything in memory, which writes down what is asked of it, and fails as a test
 * tells it to.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { sha256 } from '../src/digest.ts';
import { children, parseManifest } from '../src/manifest.ts';
import { mediaTypes } from '../src/media-types.ts';
import { createRegistry, type Registry, type RegistryOptions } from '../src/registry.ts';
import { manualTime } from './manual-time.ts';

export interface RegistryRules {
  readonly mounts: boolean;
  readonly keepsReferrers: boolean;
  /** Whether what arrived of a part whose connection broke is kept. */
  readonly keepsBrokenParts: boolean;
  /** Answers in place of the registry, or cuts the connection; false to let it answer. */
  readonly fault: (asked: Asked, response: ServerResponse, request: IncomingMessage) => unknown;
  /** Cuts the connection when so many bytes of the body have arrived; undefined to read all of it. */
  readonly cutAfter: (asked: Asked) => number | undefined;
  readonly partBytes: number;
}

export interface Asked {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** How many requests of this method there were before it. */
  readonly before: number;
}

interface Stored {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

export interface MemoryRegistry {
  readonly registry: Registry;
  readonly host: string;
  readonly sleeps: readonly number[];
  /** `repository@sha256:…` */
  readonly blobs: Map<string, Buffer>;
  /** `repository@sha256:…` and `repository:tag`. */
  readonly manifests: Map<string, Stored>;
  /** `PUT /v2/web/manifests/v1`, in order; a part of an upload with its range. */
  readonly calls: string[];
  /** Bytes of layers and configurations that arrived. */
  readonly received: () => number;
  /** The methods of the calls, in order. */
  readonly methods: () => readonly string[];
}

const servers: Server[] = [];

export function closeRegistries(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

export async function memoryRegistry(
  rules: Partial<RegistryRules> = {},
  options: Partial<RegistryOptions> = {},
): Promise<MemoryRegistry> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Stored>();
  const sessions = new Map<string, Buffer>();
  const calls: string[] = [];
  const counts = new Map<string, number>();
  let received = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://registry');
    const { method = '' } = request;
    const asked = { method, path: url.pathname, before: counts.get(method) ?? 0 };
    counts.set(method, asked.before + 1);
    const range = request.headers['content-range'] ?? request.headers.range;
    const mount = url.searchParams.has('mount') ? ' mount' : '';
    calls.push(`${method} ${url.pathname}${mount}${range === undefined ? '' : ` ${range}`}`);
    if ((rules.fault?.(asked, response, request) ?? false) !== false) return;
    const body = await bodyOf(request, rules.cutAfter?.(asked));
    const [, repository = '', kind = '', rest = ''] =
      /^\/v2\/(.+)\/(manifests|referrers|blobs\/uploads|blobs)\/(.*)$/.exec(url.pathname) ?? [];
    switch (kind) {
      case 'manifests':
        manifest(method, repository, rest, body.bytes, request, response);
        return;
      case 'referrers':
        referrers(repository, rest, response);
        return;
      case 'blobs':
        blob(`${repository}@${rest}`, method, request, response);
        return;
      case 'blobs/uploads':
        received += body.bytes.byteLength;
        upload(method, repository, rest, url.searchParams, body, response);
        return;
      default:
        response.writeHead(200).end();
    }
  }

  function manifest(
    method: string,
    repository: string,
    reference: string,
    bytes: Buffer,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const key = reference.includes(':') ? `${repository}@${reference}` : `${repository}:${reference}`;
    if (method !== 'PUT') {
      const found = manifests.get(key);
      if (found === undefined) return void refuse(response, 404, 'MANIFEST_UNKNOWN');
      const headers = { 'content-type': found.mediaType, 'docker-content-digest': sha256(found.bytes) };
      return void response.writeHead(200, headers).end(method === 'HEAD' ? undefined : found.bytes);
    }
    const mediaType = request.headers['content-type'] ?? '';
    const parsed = parseManifest(bytes, mediaType);
    const present = (digest: string): boolean => {
      const place = `${repository}@${digest}`;
      return parsed.kind === 'index' ? manifests.has(place) : blobs.has(place);
    };
    if (!children(parsed).every(({ digest }) => present(digest))) {
      return void refuse(response, 404, 'MANIFEST_BLOB_UNKNOWN');
    }
    manifests.set(`${repository}@${sha256(bytes)}`, { bytes, mediaType });
    manifests.set(key, { bytes, mediaType });
    const subject =
      parsed.subject === undefined || rules.keepsReferrers === false
        ? {}
        : { 'oci-subject': parsed.subject.digest };
    response.writeHead(201, { 'docker-content-digest': sha256(bytes), ...subject }).end();
  }

  function referrers(repository: string, subject: string, response: ServerResponse): void {
    if (rules.keepsReferrers === false) return void response.writeHead(404).end('404 page not found');
    const listed = [...manifests].filter(
      ([key, { bytes }]) =>
        key.startsWith(`${repository}@`) && parseManifest(bytes).subject?.digest === subject,
    );
    const descriptors = listed.map(([, { bytes, mediaType }]) => ({
      ...{ mediaType, digest: sha256(bytes), size: bytes.byteLength },
    }));
    response.writeHead(200, { 'content-type': mediaTypes.ociIndex });
    response.end(JSON.stringify({ schemaVersion: 2, manifests: descriptors }));
  }

  function blob(key: string, method: string, request: IncomingMessage, response: ServerResponse): void {
    const found = blobs.get(key);
    if (found === undefined) return void refuse(response, 404, 'BLOB_UNKNOWN');
    if (method === 'HEAD') return void response.writeHead(200).end();
    const [, from = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const part = found.subarray(Number(from), last === '' ? undefined : Number(last) + 1);
    response.writeHead(request.headers.range === undefined ? 200 : 206, { 'content-length': part.length });
    response.end(part);
  }

  function upload(
    method: string,
    repository: string,
    id: string,
    query: URLSearchParams,
    { bytes, isWhole }: Body,
    response: ServerResponse,
  ): void {
    const [digest, mount, from] = [query.get('digest'), query.get('mount'), query.get('from')];
    if (method === 'POST') {
      const mounted = rules.mounts === false ? undefined : blobs.get(`${from ?? ''}@${mount ?? ''}`);
      if (mounted !== undefined) {
        blobs.set(`${repository}@${mount ?? ''}`, mounted);
        return void response.writeHead(201).end();
      }
      const session = String(sessions.size + 1);
      sessions.set(session, Buffer.alloc(0));
      const location = `/v2/${repository}/blobs/uploads/${session}`;
      return void response.writeHead(202, { location }).end();
    }
    const held = sessions.get(id);
    if (held === undefined) return void refuse(response, 404, 'BLOB_UPLOAD_UNKNOWN');
    if (isWhole || rules.keepsBrokenParts === true) sessions.set(id, Buffer.concat([held, bytes]));
    if (!isWhole) return void response.destroy();
    const now = sessions.get(id) ?? held;
    const headers = {
      location: `/v2/${repository}/blobs/uploads/${id}`,
      range: `0-${String(Math.max(0, now.length - 1))}`,
    };
    if (method === 'GET') return void response.writeHead(204, headers).end();
    if (method === 'PATCH') return void response.writeHead(202, headers).end();
    sessions.delete(id);
    if (sha256(now) !== digest) return void refuse(response, 400, 'DIGEST_INVALID');
    blobs.set(`${repository}@${digest}`, now);
    response.writeHead(201, { 'docker-content-digest': digest }).end();
  }

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
  const time = manualTime();
  const registry = createRegistry({
    endpoint: `http://${host}`,
    credentials: undefined,
    mask: () => undefined,
    ...time,
    ...(rules.partBytes === undefined ? {} : { partBytes: rules.partBytes }),
    ...options,
  });
  const methods = (): readonly string[] => calls.map((call) => call.split(' ')[0] ?? '');
  return {
    ...{ registry, host, blobs, manifests, calls, methods },
    sleeps: time.sleeps,
    received: () => received,
  };
}

export const refuse = (response: ServerResponse, status: number, code: string): ServerResponse =>
  response.writeHead(status).end(JSON.stringify({ errors: [{ code, message: `${code} it is` }] }));

interface Body {
  readonly bytes: Buffer;
  /** False when the connection is to be cut. */
  readonly isWhole: boolean;
}

async function bodyOf(request: IncomingMessage, cutAfter: number | undefined): Promise<Body> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (cutAfter !== undefined && size >= cutAfter) {
      return { bytes: Buffer.concat(pieces).subarray(0, cutAfter), isWhole: false };
    }
  }
  return { bytes: Buffer.concat(pieces), isWhole: true };
}
