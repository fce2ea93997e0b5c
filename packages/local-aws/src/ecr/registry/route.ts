/** The OCI distribution registry under /v2/: login first, then the handler of what the request is about. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpRoute } from '../../service.ts';
import type { World } from '../../world.ts';
import type { Tokens } from '../authorization.ts';
import type { Repositories } from '../repositories.ts';
import { asRefusal, manifestUnknown, refusalOf, unsupported, writeRefusal } from './answers.ts';
import { answerBlob } from './blobs.ts';
import type { Exchange, Registry } from './exchange.ts';
import { requireLogin, requireRight, type RegistryAction } from './login.ts';
import { answerManifest } from './manifests.ts';
import { meaningOf } from './meaning.ts';
import { parseSubject, type Subject } from './request.ts';
import { answerTags } from './tags.ts';
import { createUploads, type Uploads } from './uploads.ts';

export interface RegistryOptions extends Registry {
  readonly repositories: Repositories;
  readonly tokens: Tokens;
  readonly world: Pick<World, 'account' | 'region' | 'deny'>;
}

export function createRegistryRoute(registry: RegistryOptions): HttpRoute {
  const uploads = createUploads(registry.blobs, registry.repositories);
  return {
    name: 'registry',
    prefix: '/v2/',
    meaning: (request) => meaningOf(request, registry.world),
    refuse: (response, { status, code, message }) => writeRefusal(response, refusalOf(status, code, message)),
    handle: async (request, response) => {
      response.setHeader('docker-distribution-api-version', 'registry/2.0');
      try {
        await handle(request, response, registry, uploads);
      } catch (error) {
        if (response.headersSent) return void response.destroy();
        // An unread body would keep the client from reading the answer.
        request.resume();
        writeRefusal(response, asRefusal(error));
      }
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  registry: RegistryOptions,
  uploads: Uploads,
): Promise<void> {
  const endpoint = registry.endpoint();
  requireLogin(registry.tokens, request.headers.authorization, endpoint);
  const url = new URL(request.url ?? '/', endpoint);
  const subject = parseSubject(url.pathname);
  if (subject === undefined) throw unsupported();
  if (subject.kind === 'base') return void response.writeHead(200).end();
  const repository = registry.repositories.get(subject.repository);
  const require = (action: RegistryAction): void => requireRight(registry.world, action, repository.name);
  const method = request.method ?? 'GET';
  const query = url.searchParams;
  await answer(subject, { request, response, method, query, repository, registry, require }, uploads);
}

async function answer(
  subject: Exclude<Subject, { kind: 'base' }>,
  exchange: Exchange,
  uploads: Uploads,
): Promise<void> {
  switch (subject.kind) {
    case 'manifest':
      if (subject.reference === '') throw manifestUnknown();
      return answerManifest(exchange, subject.reference);
    case 'blob':
      return answerBlob(exchange, subject.digest);
    case 'uploads':
      return uploads.begin(exchange);
    case 'upload':
      return uploads.proceed(exchange, subject.upload);
    case 'tags':
      answerTags(exchange);
  }
}
