/** The OCI distribution registry under /v2/: login first, then the handler of what the request is about. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConnectionBroken } from '../../dispatch.ts';
import type { Authority } from '../../iam/authority.ts';
import type { HttpRoute, Service, Wire } from '../../service.ts';
import type { World } from '../../world.ts';
import type { Tokens } from '../authorization.ts';
import { asRefusal, manifestUnknown, refusalOf, unsupported, writeRefusal } from './answers.ts';
import { answerBlob } from './blobs.ts';
import type { Exchange, Registry } from './exchange.ts';
import { registryRights, requireLogin } from './login.ts';
import { answerManifest } from './manifests.ts';
import { meaningOf } from './meaning.ts';
import { parseSubject, type Subject } from './request.ts';
import { answerReferrers } from './referrers.ts';
import { answerTags } from './tags.ts';
import { beginUpload, proceedUpload } from './uploads.ts';

export interface RegistryOptions extends Registry {
  readonly tokens: Tokens;
  /** Called before each request. */
  readonly keepHouse: () => void;
  readonly world: Pick<World, 'account' | 'region'>;
  readonly authority: Authority;
  /** ECR's own operations. */
  readonly service: Service;
}

export function createRegistryRoute(registry: RegistryOptions): HttpRoute {
  return {
    name: 'registry',
    prefix: '/v2/',
    meaning: (request) => meaningOf(request, registry.world),
    refuse: (response, { status, code, message }) => writeRefusal(response, refusalOf(status, code, message)),
    handle: async (request, response, wire = { body: request, sink: response }) => {
      response.setHeader('docker-distribution-api-version', 'registry/2.0');
      try {
        registry.keepHouse();
        await handle(request, response, registry, wire);
      } catch (error) {
        if (error instanceof ConnectionBroken) throw error;
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
  wire: Wire,
): Promise<void> {
  const endpoint = registry.endpoint();
  const accessKeyId = requireLogin(registry.tokens, request.headers.authorization, endpoint);
  const url = new URL(request.url ?? '/', endpoint);
  const subject = parseSubject(url.pathname);
  if (subject === undefined) throw unsupported();
  if (subject.kind === 'base') return void response.writeHead(200).end();
  const repository = registry.repositories.get(subject.repository);
  const { authority, world, service } = registry;
  const caller = await authority.callerOf(accessKeyId);
  const rights = registryRights(authority, caller, service, { ...world, endpoint, accessKeyId });
  const require: Exchange['require'] = (action) => rights.require(action, repository.name);
  const method = request.method ?? 'GET';
  const query = url.searchParams;
  const { allows } = rights;
  const exchange = { request, response, ...wire, method, query, repository, registry, require, allows };
  await answer(subject, exchange);
}

async function answer(subject: Exclude<Subject, { kind: 'base' }>, exchange: Exchange): Promise<void> {
  switch (subject.kind) {
    case 'manifest':
      if (subject.reference === '') throw manifestUnknown();
      return answerManifest(exchange, subject.reference);
    case 'blob':
      return answerBlob(exchange, subject.digest);
    case 'uploads':
      return beginUpload(exchange);
    case 'upload':
      return proceedUpload(exchange, subject.upload);
    case 'referrers':
      answerReferrers(exchange, subject.digest);
      return;
    case 'tags':
      answerTags(exchange);
  }
}
