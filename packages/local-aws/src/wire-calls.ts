/**
 * AWS calls as they come over the wire: finds the protocol that understands one, has it dispatched, keeps it in the
 * journal, and answers in the same protocol.
 */
import { ConnectionBroken, dispatch, type Call, type Dispatcher } from './dispatch.ts';
import { iamPrefix } from './iam/rights.ts';
import { isLook, type Journal } from './journal.ts';
import { cborCall } from './protocols/cbor.ts';
import { jsonCall, jsonError } from './protocols/json.ts';
import { formOf, queryCall, queryError } from './protocols/query.ts';
import { restCall } from './protocols/rest.ts';
import type { Reply, Spoken, WireCall } from './protocols/spoken.ts';
import { notImplemented, ServiceError, type Service } from './service.ts';
import type { World } from './world.ts';

export interface Scene {
  readonly world: Pick<World, 'account' | 'region'>;
  readonly services: readonly Service[];
  readonly dispatcher: Dispatcher;
  readonly journal: Journal;
  readonly endpoint: () => string;
}

/** @throws ConnectionBroken when a fault of the world says so; every other mistake is an answer */
export async function answerCall(wire: WireCall, scene: Scene): Promise<Reply> {
  const { services } = scene;
  const spoken =
    cborCall(wire, services) ??
    jsonCall(wire, services) ??
    restCall(wire, services) ??
    queryCall(wire, services);
  return spoken === undefined ? strange(wire) : journalled(spoken, wire, scene);
}

/** Answers what nobody here understands in the protocol that it looks like. */
function strange(wire: WireCall): Reply {
  const target = wire.headers['x-amz-target'];
  if (typeof target === 'string') return jsonError(notImplemented(target));
  const form = formOf(wire);
  const action = form?.get('Action');
  if (typeof action === 'string') {
    return queryError(notImplemented(`${action} of version ${form?.get('Version') ?? 'unknown'}`), wire, '');
  }
  return jsonError(notImplemented(`${wire.method ?? ''} ${wire.url ?? ''}`));
}

async function journalled(spoken: Spoken, wire: WireCall, scene: Scene): Promise<Reply> {
  const { dispatcher, journal } = scene;
  const { service, operation } = spoken;
  const at = dispatcher.clock.now();
  let input: unknown;
  const read: Spoken['read'] = (shape) => (input = spoken.read(shape));
  const record = (status: number, error: string | undefined): void => {
    const asked = input === undefined || isLook(operation) ? {} : { input };
    journal.record({ service: iamPrefix[service.id], operation, at, status, error, ...asked });
  };
  try {
    const { output, value } = await dispatch(
      { ...spoken, read, context: contextOf(wire, scene) },
      dispatcher,
    );
    const reply = spoken.success(output, value);
    record(reply.status, undefined);
    return reply;
  } catch (thrown) {
    if (thrown instanceof ConnectionBroken) {
      record(0, 'ECONNRESET');
      throw thrown;
    }
    const error = asServiceError(thrown);
    record(error.status, error.code);
    return spoken.failure(error);
  }
}

/** What an operation threw by mistake is answered as AWS answers its own mistakes. */
const asServiceError = (thrown: unknown): ServiceError =>
  thrown instanceof ServiceError
    ? thrown
    : new ServiceError('InternalFailure', thrown instanceof Error ? thrown.message : String(thrown), 500);

function contextOf({ headers }: WireCall, { world, endpoint }: Scene): Call['context'] {
  const credential = /Credential=([^/,\s]+)/.exec(headers.authorization ?? '');
  return {
    account: world.account,
    region: world.region,
    endpoint: endpoint(),
    accessKeyId: credential?.[1] ?? 'anonymous',
    sessionToken: [headers['x-amz-security-token']].flat()[0],
  };
}
