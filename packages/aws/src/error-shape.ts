/**
 * What an error of the SDK is, told by its shape: a bundle, a test or a worker may hold several copies of a class,
 * and `instanceof` is false across them.
 */

const denied = new Set(['AccessDeniedException', 'AccessDenied', 'UnauthorizedException', 'NotAuthorized']);
const throttled = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
]);
/** No connection was made, so nothing was asked. */
const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** The connection broke or the time was over, so the answer may be lost alone. */
const broken = new Set(['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'TimeoutError', 'RequestTimeout']);
/** As the SDK has it: 501 stays what it is however often it is asked. */
const passing = new Set([500, 502, 503, 504]);
const expired = new Set(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired', 'TokenRefreshRequired']);
const rejected = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'AuthFailure',
  'RequestTimeTooSkewed',
]);
/** The last two are about a file that the environment names, AWS_WEB_IDENTITY_TOKEN_FILE among them. */
const missing = new Set(['CredentialsProviderError', 'TokenProviderError', 'ENOENT', 'EACCES']);
const generic = new Set(['Error', 'AggregateError', 'TypeError', 'RangeError']);

/** The SDK's name of an error; an error of Node itself, such as one of the network, has its code. */
export function errorName(error: unknown): string {
  const name = text(error, 'name');
  const code = text(error, 'code');
  return (name === undefined || generic.has(name) ? (code ?? name) : name) ?? 'Unknown';
}

/** `''` when the error says nothing. */
export function errorMessage(error: unknown): string {
  return typeof error === 'string' ? error : (text(error, 'message') ?? '');
}

export function httpStatus(error: unknown): number | undefined {
  const status = member(member(error, '$metadata'), 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

/** How often the SDK sent the call; undefined when the error was met before it was sent. */
export function attemptsOf(error: unknown): number | undefined {
  const attempts = member(member(error, '$metadata'), 'attempts');
  return typeof attempts === 'number' ? attempts : undefined;
}

/**
 * The action that is missing in a policy, as IAM's sentence names it. It is not always the one of the call: to
 * register a task definition takes iam:PassRole, too, and ECS may call that a client's error.
 */
export function deniedAction(error: unknown): string | undefined {
  return /not authorized to perform: ([\w-]+:\w+)/.exec(errorMessage(error))?.[1];
}

export const isDenied = (error: unknown): boolean =>
  denied.has(errorName(error)) || deniedAction(error) !== undefined;

export const isExpired = (error: unknown): boolean => expired.has(errorName(error));
export const isRejected = (error: unknown): boolean => rejected.has(errorName(error));
export const isWithoutCredentials = (error: unknown): boolean => missing.has(errorName(error));

/** The SDK has no error class for a region that is missing or no region at all. */
export const isAboutRegion = (error: unknown): boolean =>
  /^Region (?:is missing|not accepted)/.test(errorMessage(error));

export const isAboutEndpoint = (error: unknown): boolean => errorName(error) === 'ERR_INVALID_URL';

/** The SDK could not read the body, or found no error name in it: no AWS service wrote it. */
export const isUnreadable = (error: unknown): boolean =>
  errorName(error) === 'SyntaxError' || (errorName(error) === 'Unknown' && httpStatus(error) !== undefined);

export const isThrottled = (error: unknown): boolean =>
  throttled.has(errorName(error)) || httpStatus(error) === 429;

export const isUnreachable = (error: unknown): boolean => unreachable.has(errorName(error));

/** Whether asking again may help: throttling, a broken connection, a 5xx. */
export function isTransient(error: unknown): boolean {
  const isPassing = passing.has(httpStatus(error) ?? 0);
  return isPassing || isThrottled(error) || isUnreachable(error) || broken.has(errorName(error));
}

/**
 * Where a connection was refused: `127.0.0.1:4566`; of a name with several addresses the first. undefined on port 443,
 * where AWS itself listens, and for any other error.
 */
export function silentAddress(error: unknown): string | undefined {
  const first = member(member(error, 'errors'), '0') ?? error;
  if (text(first, 'code') !== 'ECONNREFUSED') return undefined;
  const address = text(first, 'address');
  const port = member(first, 'port');
  if (address === undefined || typeof port !== 'number' || port === 443) return undefined;
  return address.includes(':') ? `[${address}]:${String(port)}` : `${address}:${String(port)}`;
}

function text(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
