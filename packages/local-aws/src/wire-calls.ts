/**
 * AWS calls as they come over the wire: finds service and operation by the protocol, has the call dispatched,
 * keeps it in the journal, and writes what was answered in the same protocol.
 */
import type { IncomingHttpHeaders } from 'node:http';
import {
  ConnectionBroken,
  dispatch,
  notImplemented,
  type Answer,
  type Call,
  type Dispatcher,
} from './dispatch.ts';
import { iamPrefix } from './iam.ts';
import type { Journal } from './journal.ts';
import { readJson, writeJson } from './protocols/json.ts';
import { answerXml, errorXml, readForm } from './protocols/query.ts';
import { ServiceError, type Service } from './service.ts';
import { errorCode } from './shapes.ts';
import type { World } from './world.ts';

export interface WireCall {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly requestId: string;
}

export interface Scene {
  readonly world: Pick<World, 'account' | 'region'>;
  readonly services: readonly Service[];
  readonly dispatcher: Dispatcher;
  readonly journal: Journal;
  readonly endpoint: () => string;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** The error name on the wire. */
  readonly error?: string;
}

const jsonType = 'application/x-amz-json-1.1';
const xmlType = 'text/xml';

/** @throws ConnectionBroken when a fault of the world says so; every other mistake is an answer */
export async function answerCall(wire: WireCall, scene: Scene): Promise<Reply> {
  const target = wire.headers['x-amz-target'];
  if (typeof target === 'string') return answerJson(target, wire, scene);
  const form = new URLSearchParams(wire.body);
  const action = form.get('Action');
  if (wire.method === 'POST' && action !== null) return answerQuery(action, form, wire, scene);
  return jsonError(notImplemented(`${wire.method ?? ''} ${wire.url ?? ''}`));
}

async function answerJson(target: string, wire: WireCall, scene: Scene): Promise<Reply> {
  const [prefix = '', operation = ''] = target.split('.');
  const service = scene.services.find(
    ({ protocol }) => protocol.kind === 'json' && protocol.targetPrefix === prefix,
  );
  if (service === undefined) return jsonError(notImplemented(target));
  const read: Call['read'] = (shape) => readJson(shape, parsedJson(wire.body));
  return journalled({ service, operation, read, context: contextOf(wire, scene) }, scene, {
    success: ({ output, value }) => ({
      status: 200,
      type: jsonType,
      body: JSON.stringify(writeJson(output, value)),
    }),
    failure: jsonError,
  });
}

async function answerQuery(
  operation: string,
  form: URLSearchParams,
  wire: WireCall,
  scene: Scene,
): Promise<Reply> {
  const { requestId } = wire;
  const version = form.get('Version');
  const service = scene.services.find(
    ({ protocol }) => protocol.kind === 'query' && protocol.version === version,
  );
  if (service?.protocol.kind !== 'query') {
    return xmlError(notImplemented(`${operation} of version ${version ?? 'unknown'}`), '', requestId);
  }
  const { namespace } = service.protocol;
  const read: Call['read'] = (shape) => readForm(shape, form);
  return journalled({ service, operation, read, context: contextOf(wire, scene) }, scene, {
    success: ({ output, value }) => ({
      status: 200,
      type: xmlType,
      body: answerXml({ operation, namespace, requestId, output, value }),
    }),
    failure: (error) =>
      xmlError(
        new ServiceError(errorCode(service.id, error.code), error.message, error.status),
        namespace,
        requestId,
      ),
  });
}

async function journalled(
  call: Call,
  { dispatcher, journal }: Scene,
  write: {
    readonly success: (answer: Answer) => Reply;
    readonly failure: (error: ServiceError) => Reply;
  },
): Promise<Reply> {
  const at = dispatcher.clock.now();
  const record = (status: number, error: string | undefined): void =>
    journal.record({
      service: iamPrefix[call.service.id],
      operation: call.operation,
      at,
      status,
      error,
    });
  try {
    const reply = write.success(await dispatch(call, dispatcher));
    record(reply.status, undefined);
    return reply;
  } catch (thrown) {
    if (thrown instanceof ConnectionBroken) {
      record(0, 'ECONNRESET');
      throw thrown;
    }
    const error = asServiceError(thrown);
    record(error.status, error.code);
    return write.failure(error);
  }
}

/** What an operation threw by mistake is answered as AWS answers its own mistakes. */
const asServiceError = (thrown: unknown): ServiceError =>
  thrown instanceof ServiceError
    ? thrown
    : new ServiceError('InternalFailure', thrown instanceof Error ? thrown.message : String(thrown), 500);

function parsedJson(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new ServiceError('SerializationException', 'The request is not JSON');
  }
}

function contextOf({ headers }: WireCall, { world, endpoint }: Scene): Call['context'] {
  const credential = /Credential=([^/,\s]+)/.exec(headers.authorization ?? '');
  return {
    account: world.account,
    region: world.region,
    endpoint: endpoint(),
    accessKeyId: credential?.[1] ?? 'anonymous',
  };
}

const jsonError = ({ code, message, status }: ServiceError): Reply => ({
  status,
  type: jsonType,
  body: JSON.stringify({ __type: code, message }),
  error: code,
});

const xmlError = ({ code, message, status }: ServiceError, namespace: string, requestId: string): Reply => ({
  status,
  type: xmlType,
  body: errorXml({ code, message, status, namespace, requestId }),
  error: code,
});
