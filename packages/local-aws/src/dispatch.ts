/**
 * One call from its raw request to a plain answer, whatever the protocol: known operation, valid credentials, not
 * throttled, readable input, not denied, no fault, nothing required missing; then the service answers.
 */
import type { Credentials } from './credentials.ts';
import type { Faults, FaultyCall } from './faults.ts';
import type { Authority } from './iam/authority.ts';
import { withResourceTags } from './iam/resource-keys.ts';
import { iamPrefix, resourcesOf, rightsOf } from './iam/rights.ts';
import type { CloudClock } from './ports.ts';
import { requireMembers } from './required-members.ts';
import { notImplemented, ServiceError, type CallContext, type Protocol, type Service } from './service.ts';
import { errorStatus, operationShape, type OperationShape, type Shape } from './shapes.ts';
import type { Throttling } from './throttling.ts';
import type { Turnstile } from './turnstile.ts';
import type { FaultWorld } from './world.ts';

export interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly context: CallContext;
  /** It decides how some errors are called. */
  readonly protocol: Protocol['kind'];
  /** Reads the request's body by the operation's input shape. */
  readonly read: (input: Shape) => unknown;
}

/** A call at one of two moments: before anything is made of it, and when it took effect but is not answered yet. */
export interface GatedCall {
  /** As IAM spells it: `ecs`. */
  readonly service: string;
  readonly operation: string;
  readonly moment: 'arrived' | 'carried-out';
}

/** Holds a call as long as it does not return; what it throws, a ServiceError or ConnectionBroken, is the answer. */
export type Gate = (call: GatedCall) => void | Promise<void>;

export interface Dispatcher {
  readonly clock: CloudClock;
  readonly authority: Authority;
  readonly faults: Faults;
  readonly throttling: Throttling;
  readonly credentials: Credentials;
  readonly gate?: Gate | undefined;
  readonly during?: Turnstile['during'];
}

export interface Answer {
  readonly output: Shape;
  readonly value: object;
}

/** Thrown for a fault that breaks the connection instead of answering. */
export class ConnectionBroken extends Error {
  override readonly name = 'ConnectionBroken';
}

/** @throws ServiceError, or ConnectionBroken when a fault says so */
export async function dispatch(call: Call, dispatcher: Dispatcher): Promise<Answer> {
  const { service, operation, context } = call;
  const shape = knownShape(call);
  dispatcher.credentials.check(call);
  dispatcher.throttling.admit(service.id, operation);
  const input = call.read(shape.input) as Readonly<Record<string, unknown>>;
  await dispatcher.gate?.({ service: iamPrefix[service.id], operation, moment: 'arrived' });
  await authorize(call, input, dispatcher.authority);
  const faulty = faultyCall(call, input);
  await inflict(dispatcher.faults.take(faulty, 'before'), service.id, dispatcher.clock);
  const run = service.operations[operation];
  if (run === undefined) throw notImplemented(`${service.id}:${operation}`);
  requireMembers(service.id, shape.input, input);
  const work = Promise.resolve(run(input, context));
  const value = await (dispatcher.during?.(work) ?? work);
  await dispatcher.gate?.({ service: iamPrefix[service.id], operation, moment: 'carried-out' });
  await inflict(dispatcher.faults.take(faulty, 'after'), service.id, dispatcher.clock);
  return { output: shape.output, value };
}

async function authorize(call: Call, input: Readonly<Record<string, unknown>>, authority: Authority) {
  const caller = await authority.callerOf(call.context.accessKeyId);
  const rights = rightsOf(call, input);
  // Who may do everything is not asked under which conditions.
  const asked = caller.policies === undefined ? rights : withResourceTags(rights, call);
  authority.refuse(caller, asked, call.protocol);
}

function knownShape({ service, operation, protocol }: Call): OperationShape {
  const shape = operationShape(service.id, operation);
  if (shape !== undefined) return shape;
  const code = protocol === 'query' ? 'InvalidAction' : 'UnknownOperationException';
  throw new ServiceError(code, `There is no operation ${operation} in ${service.id}`);
}

const faultyCall = (call: Call, input: Readonly<Record<string, unknown>>): FaultyCall => {
  const { service, operation } = call;
  const names = [operation, `${iamPrefix[service.id]}:${operation}`, `${service.id}:${operation}`];
  return { names, resources: resourcesOf(call, input) };
};

/** @throws ServiceError, or ConnectionBroken, as the fault says */
export async function inflict(
  fault: FaultWorld | undefined,
  service: Service['id'],
  clock: CloudClock,
): Promise<void> {
  if (fault === undefined) return;
  if (fault.delay > 0) await new Promise<void>((resolve) => clock.after(fault.delay, resolve));
  if (fault.error === '') return;
  if (fault.error === 'ECONNRESET') throw new ConnectionBroken(fault.message);
  throw new ServiceError(fault.error, fault.message, fault.status ?? errorStatus(service, fault.error));
}
