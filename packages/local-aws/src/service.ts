/**
 * What a service of the local cloud is to the server: a name, a wire protocol and operations over plain data.
 * The server speaks HTTP, checks the input against the AWS SDK's schemas, applies denials and faults, and
 * serializes; a service only answers.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';

export interface CallContext {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Of the request's SigV4 header; `anonymous` without one. */
  readonly accessKeyId: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string | undefined;
}

/**
 * Input and output in the SDK's own member names. Timestamps are Date, blobs Uint8Array; members that are
 * undefined are left out of the answer.
 */
export type Operation = (
  input: Readonly<Record<string, unknown>>,
  context: CallContext,
) => object | Promise<object>;

/**
 * How an operation is found: AWS JSON by `X-Amz-Target: ‹targetPrefix›.‹Operation›`, query by `Action` and
 * `Version`, CBOR by the path `/service/‹name›/operation/‹Operation›`, REST by the method and path that the operation's
 * own schema has. The namespace of the first and the last is of
 * their errors' names, the other one is XML's.
 */
export type Protocol =
  | {
      readonly kind: 'json';
      readonly version: '1.0' | '1.1';
      readonly targetPrefix: string;
      readonly namespace?: string;
    }
  | { readonly kind: 'query'; readonly version: string; readonly namespace: string }
  | { readonly kind: 'cbor'; readonly name: string; readonly namespace: string }
  | { readonly kind: 'rest' };

export interface Service {
  readonly id: 'ecs' | 'ecr' | 'elbv2' | 'logs' | 'sts' | 'cloudwatch' | 'inspector2' | 'autoscaling';
  /** All that its clients speak. */
  readonly protocols: readonly Protocol[];
  readonly operations: Readonly<Record<string, Operation>>;
  /** The IAM roles that a call hands on: IAM asks for `iam:PassRole` on each. */
  readonly rolesPassed?: (
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ) => readonly PassedRole[];
}

export interface PassedRole {
  readonly arn: string;
  /** Who gets it: `ecs-tasks.amazonaws.com`. */
  readonly service: string;
}

/** Plain HTTP beside the AWS protocols: the OCI registry under /v2/. */
export interface HttpRoute {
  /** In the journal: `registry`. */
  readonly name: string;
  /** Of the URL's path: `/v2/`. */
  readonly prefix: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse, wire?: Wire) => void | Promise<void>;
  /** What a request is in the words of an AWS service, for its limits and for faults. */
  readonly meaning: (request: Pick<IncomingMessage, 'method' | 'url'>) => RouteCall;
  /** Answers with an error in the route's own form. */
  readonly refuse: (response: ServerResponse, error: ServiceError) => void;
}

/** Where the bodies of a request and of its answer go through, when something happens to them on their way. */
export interface Wire {
  readonly body: AsyncIterable<Uint8Array>;
  readonly sink: Writable;
}

export interface RouteCall {
  readonly service: Service['id'];
  /** `PutImage`; undefined when AWS has no operation for it. */
  readonly operation: string | undefined;
  /** ARN, or `*`. */
  readonly resource: string;
}

/** An answer that AWS gives with an error name; thrown by operations. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** `ServiceNotFoundException`, `InvalidParameterException` … as the SDK names it. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** 501 is not among the statuses that an SDK tries again. */
export function notImplemented(what: string): ServiceError {
  return new ServiceError(
    'NotImplemented',
    `The local cloud does not implement ${what} yet. This is not AWS: see packages/local-aws/README.md.`,
    501,
  );
}
