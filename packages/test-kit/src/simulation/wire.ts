/**
 * What stands between the gateways and the simulated cloud: calls take their time, and some fail as networks and
 * services fail. It is a client as the SDK's are: it tries again what the SDK would, and gives up when the SDK would.
 */
import type { AwsConfig } from '@slipway/aws/client-config';
import { isTransient, isThrottled } from '@slipway/aws/error-shape';
import type { EcsClient } from '@slipway/aws/ecs-calls';
import type { ElbClient } from '@slipway/aws/elb';
import { serviceName } from './cloud.ts';
import type { CallRecord } from './record.ts';
import type { Fault } from './scene.ts';
import { witnessed, type Scenery } from './witness.ts';

/** As client-config.ts has it. */
const patience = 20_000;

/** All that a call of one run meets on its way. */
export interface Wire extends Scenery {
  /** Kills the run. */
  readonly kill: () => void;
  /** Calls of each operation so far, of this run; whatever is sent again counts anew. */
  readonly counts: Map<string, number>;
}

interface Command {
  readonly input: Readonly<Record<string, unknown>>;
}

export const clientOf = (wire: Wire, config: AwsConfig): EcsClient & ElbClient => ({
  send: (command: Command) => sent(wire, command, config.maxAttempts ?? 3),
});

const names = new Map<unknown, string>();

function operationOf(command: Command): string {
  const known = names.get(command.constructor);
  if (known !== undefined) return known;
  const name = command.constructor.name.replace(/Command$/, '');
  names.set(command.constructor, name);
  return name;
}

function sent(wire: Wire, command: Command, maxAttempts: number): Promise<unknown> {
  const operation = operationOf(command);
  return new Promise((resolve, reject) => {
    const attempt = (attempts: number): void => {
      const failed = (error: Error): void => {
        const again = pauseAfter(error, attempts, maxAttempts);
        if (again === undefined) reject(error);
        else wire.time.then(again, wire.sleeper, () => attempt(attempts + 1));
      };
      once(wire, operation, command.input, { resolve, reject: failed });
    };
    attempt(1);
  });
}

/** @returns milliseconds until the next attempt; undefined when there is none. */
function pauseAfter(error: Error, attempts: number, maxAttempts: number): number | undefined {
  const { $metadata } = error as Partial<WireError>;
  Object.assign(error, { $metadata: { ...$metadata, attempts } });
  if (attempts >= maxAttempts || !isTransient(error)) return undefined;
  return (isThrottled(error) ? 500 : 100) * 2 ** (attempts - 1);
}

interface WireError extends Error {
  $metadata: { readonly httpStatusCode?: number; readonly attempts?: number };
}

function once(wire: Wire, operation: string, input: Command['input'], waiting: Waiting): void {
  const { run, time } = wire;
  const fault = strike(wire, operation);
  const call: CallRecord = {
    operation,
    input,
    sentAt: time.cloud.now(),
    doneAt: undefined,
    told: undefined,
    change: undefined,
  };
  run.calls.push(call);
  exchange(wire, call, fault, waiting);
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The request on its way there and the answer on its way back; an error is told at once. Of a dead run neither arrives. */
function exchange(
  wire: Wire,
  call: CallRecord,
  fault: Fault | undefined,
  { resolve, reject }: Waiting,
): void {
  const { scene, time, sleeper } = wire;
  const [there, back] = scene.travel;
  const hear = (told: CallRecord['told'], act: () => void): void => {
    call.told = told;
    time.stirred();
    if (sleeper.alive) act();
  };
  const fail = (thrown: unknown): void => {
    const error = asWireError(thrown);
    hear({ at: time.cloud.now(), error: error.name }, () => reject(error));
  };
  const tell = (answer: unknown): void => hear({ at: time.cloud.now(), answer }, () => resolve(answer));
  travel(there, wire, () => {
    try {
      if (scene.denied.includes(call.operation)) throw denied(call.operation);
      const answer = answered(wire, call, fault);
      if (answer === silence) travel(patience, wire, () => fail(givenUp()));
      else travel(back, wire, () => tell(answer));
    } catch (thrown) {
      fail(thrown);
    }
  });
}

function travel(milliseconds: number, { time, sleeper }: Wire, arrive: () => void): void {
  if (milliseconds > 0) time.then(milliseconds, sleeper, arrive);
  else arrive();
}

/** The fault that this call meets, if any. */
function strike({ scene, counts }: Wire, operation: string): Fault | undefined {
  const count = counts.get(operation) ?? 0;
  counts.set(operation, count + 1);
  return scene.faults.find(
    (each) => each.operation === operation && count >= each.nth && count < each.nth + each.times,
  );
}

/** What the client hears when it hears nothing. */
const silence = Symbol('silence');

function answered(wire: Wire, call: CallRecord, fault: Fault | undefined): unknown {
  switch (fault?.kind) {
    case undefined:
      return done(wire, call);
    case 'throttled':
      throw wireError('ThrottlingException', 'Rate exceeded', 400);
    case 'fails-before':
      throw wireError('ServerException', 'Service unavailable', 503);
    case 'fails-after':
      done(wire, call);
      throw wireError('ServerException', 'Internal failure', 500);
    case 'lost-request':
      throw wireError('ECONNRESET', 'socket hang up');
    case 'lost-answer':
      done(wire, call);
      throw wireError('ECONNRESET', 'socket hang up');
    case 'hangs-done':
      done(wire, call);
      return silence;
    case 'hangs-undone':
      return silence;
    case 'comes-late':
      // Nobody hears of it: neither of its answer nor of its refusal.
      wire.time.cloud.after(patience + 3000, () => unheard(() => done(wire, call)));
      return silence;
  }
}

function unheard(run: () => unknown): void {
  try {
    run();
  } catch {
    // ECS refused it, and there is nobody to be told.
  }
}

const givenUp = (): WireError => wireError('TimeoutError', 'Request aborted after 20000 ms');

/** ECS does what the call says, unless the run is killed right before. */
function done(wire: Wire, call: CallRecord): unknown {
  const { record, run, scene, kill } = wire;
  const { cut } = scene;
  const killsHere = cut?.kind === 'killed' && record.runs[0] === run && run.calls[cut.call] === call;
  if (killsHere && cut.when === 'before') {
    kill();
    return undefined;
  }
  const answer = witnessed(wire, call);
  if (killsHere) kill();
  return answer;
}

function wireError(name: string, message: string, httpStatusCode?: number): WireError {
  const metadata = httpStatusCode === undefined ? {} : { httpStatusCode };
  return Object.assign(new Error(message), { name, $metadata: metadata });
}

function denied(operation: string): WireError {
  const action = `${operation === 'DescribeTargetHealth' ? 'elasticloadbalancing' : 'ecs'}:${operation}`;
  const message = `User: arn:aws:iam::123456789012:role/deploy is not authorized to perform: ${action} on resource: service ${serviceName.service} because no identity-based policy allows the ${action} action`;
  return wireError('AccessDeniedException', message, 400);
}

/** An error of the local cloud has its AWS name in `code`; any other is a defect, and stays what it is. */
function asWireError(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  if ('$metadata' in thrown || !('code' in thrown && 'status' in thrown)) return thrown;
  return wireError(String(thrown.code), thrown.message, Number(thrown.status));
}
