/**
 * Foreign errors become ours here: one table for what every AWS service may answer, and a table per gateway for
 * what an operation alone can mean. Permanent errors (denied, expired, validation) are never retried.
 */
import { Failure, setupFailure, upstreamFailure, type FailureKind } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';

export interface Call {
  /** As IAM spells it: `ecs`, `ecr`, `elasticloadbalancing`, `logs`. */
  readonly service: string;
  readonly operation: string;
  /** What the call is about, in words or as an ARN: "service web in cluster main". */
  readonly about?: string;
}

/** What one error name of one operation means to us. */
export interface FailureRow {
  /** `*` for every operation of the gateway. */
  readonly operation: string;
  /** The SDK's error name. */
  readonly error: string;
  readonly kind: FailureKind;
  readonly code: string;
  /** `‹about›` stands for what the call is about. */
  readonly what: string;
  readonly hint: string;
}

const denied = new Set(['AccessDeniedException', 'AccessDenied', 'UnauthorizedException', 'NotAuthorized']);
const expired = new Set([
  'ExpiredTokenException',
  'ExpiredToken',
  'RequestExpired',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
]);
const throttled = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
]);
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'TimeoutError',
]);

/** The SDK's name of an error; a network error has its code. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'Unknown';
  const code: unknown = 'code' in error ? error.code : undefined;
  return error.name === 'Error' && typeof code === 'string' ? code : error.name;
}

export const isDenied = (error: unknown): boolean => denied.has(errorName(error));
export const isExpired = (error: unknown): boolean => expired.has(errorName(error));
export const isThrottled = (error: unknown): boolean => throttled.has(errorName(error));

/** Whether asking again may help: throttling, a broken connection, a 5xx. */
export function isTransient(error: unknown): boolean {
  const status = httpStatus(error);
  return isThrottled(error) || unreachable.has(errorName(error)) || (status !== undefined && status >= 500);
}

/** The failure that an error of `call` means; a Failure stays what it is. */
export function awsFailure(error: unknown, call: Call, rows: readonly FailureRow[] = []): Failure {
  if (error instanceof Failure) return error;
  const name = errorName(error);
  const about = call.about ?? `${call.service}:${call.operation}`;
  const why = oneLine(error instanceof Error ? error.message : String(error), 500).replace(/\.$/, '') || name;
  const row = rows.find(
    (each) => each.error === name && (each.operation === '*' || each.operation === call.operation),
  );
  if (row !== undefined) {
    const what = row.what.replaceAll('‹about›', about);
    return new Failure(row.kind, { code: row.code, what, why, hint: row.hint, cause: error });
  }
  return generalFailure(error, name, call, about, why);
}

function generalFailure(error: unknown, name: string, call: Call, about: string, why: string): Failure {
  const action = `${call.service}:${call.operation}`;
  if (denied.has(name)) {
    return setupFailure({
      code: 'access-denied',
      what: `AWS denied ${action} on ${about}`,
      why,
      hint: `Allow \`${action}\` in the role that this job assumes.`,
      cause: error,
    });
  }
  if (expired.has(name)) {
    return setupFailure({
      code: 'credentials-expired',
      what: `AWS does not accept the credentials any more (${action})`,
      why,
      hint: 'Run aws-actions/configure-aws-credentials in this job, with a role-duration-seconds above the time this job takes.',
      cause: error,
    });
  }
  if (name === 'CredentialsProviderError') {
    return setupFailure({
      code: 'credentials-missing',
      what: 'There are no AWS credentials',
      why,
      hint: 'Run aws-actions/configure-aws-credentials before this step, and give the job `permissions: id-token: write`.',
      cause: error,
    });
  }
  const reason = name === why ? why : `${name}: ${why}`;
  if (isTransient(error)) {
    return upstreamFailure({
      code: throttled.has(name) ? 'throttled' : 'aws-unavailable',
      what: `${action} on ${about} failed after retries`,
      why: reason,
      hint: 'Nothing is wrong with the workflow: re-run the job.',
      cause: error,
    });
  }
  const status = httpStatus(error);
  if (status !== undefined && status >= 400 && status < 500) {
    return new Failure('input', {
      code: 'refused-by-aws',
      what: `AWS refused ${action} on ${about}`,
      why: reason,
      hint: 'Correct what the message names, then run the job again.',
      cause: error,
    });
  }
  return upstreamFailure({
    code: 'aws-unavailable',
    what: `${action} on ${about} failed`,
    why: reason,
    hint: 'Re-run the job.',
    cause: error,
  });
}

function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
