/** What an error of a registry means: whether it is transient, and the failure it becomes. */
import { Failure, setupFailure, upstreamFailure, inputFailure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { isLoginRefused, RegistryError, textOf } from './registry-error.ts';
import { longestWait } from './retry.ts';
import { SourceError } from './upload-source.ts';

const transientStatus = new Set([408, 429, 500, 502, 503, 504]);

/** A broken connection, throttling or a 5xx. A refused login, a missing right or a wrong request never is. */
export function transientAnswer(error: unknown): { readonly after: number } | undefined {
  if (error instanceof RegistryError) {
    return transientStatus.has(error.status) ? { after: error.retryAfter } : undefined;
  }
  return isBrokenConnection(error) ? { after: 0 } : undefined;
}

// fetch wraps what happened to the connection in a TypeError with a cause.
const isBrokenConnection = (error: unknown): boolean =>
  textOf(error, 'name') === 'TypeError' && causeOf(error) !== undefined;

const causeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null ? (Reflect.get(error, 'cause') as unknown) : undefined;

export interface Asked {
  /** `host` or `host:port`. */
  readonly registry: string;
  readonly repository: string;
  /** What was tried, as a noun: "the push of the tag v1". */
  readonly doing: string;
  readonly right: EcrRight;
}

/** What ECR calls the right that an operation takes first. */
export type EcrRight = `ecr:${string}`;

/**
 * A Failure stays what it is, and so does what was wrong with the content; what is neither an answer nor a broken
 * connection is returned as it came.
 */
export function registryFailure(error: unknown, asked: Asked): unknown {
  if (error instanceof SourceError) return error.cause;
  if (error instanceof Failure) return error;
  if (error instanceof RegistryError) return ofAnswer(error, asked);
  if (!isBrokenConnection(error)) return error;
  return upstreamFailure({
    code: 'registry-unreachable',
    what: `The registry ${asked.registry} could not be reached for ${asked.doing}`,
    why: connectionReason(error),
    hint: 'Re-run the job; if it stays, look at the network between the runner and the registry.',
    cause: error,
  });
}

function connectionReason(error: unknown): string {
  const cause = causeOf(error);
  const reason = oneLine(textOf(cause, 'message'), 300) || textOf(cause, 'code');
  return reason === '' ? 'the connection broke' : reason;
}

function ofAnswer(error: RegistryError, { registry, repository, doing, right }: Asked): Failure {
  const why = oneLine(error.message, 500).replace(/\.$/, '');
  if (isLoginRefused(error)) {
    return setupFailure({
      code: 'registry-login-refused',
      what: `The registry ${registry} does not accept the login`,
      why,
      hint: 'Look whether the credentials of this job belong to the account of the registry.',
      cause: error,
    });
  }
  if (error.status === 403) {
    return setupFailure({
      code: 'registry-denied',
      what: `The registry ${registry} denied ${doing} in ${repository}`,
      why,
      hint: `${isWordless(error) ? `In ECR that is the right \`${right}\`: allow` : 'Allow'} it in the role that this job assumes; the permissions are in the README of this action.`,
      cause: error,
    });
  }
  if (error.codes.includes('NAME_UNKNOWN')) {
    return setupFailure({
      code: 'repository-not-found',
      what: `The repository ${repository} was not found in ${registry}`,
      why,
      hint: 'Create it first, or correct its name.',
      cause: error,
    });
  }
  if (error.codes.includes('TAG_INVALID')) return ofTag(error, repository, doing, why);
  if (transientStatus.has(error.status)) {
    if (error.retryAfter > longestWait) return wantsRest(error, registry, doing);
    return upstreamFailure({
      code: 'registry-unavailable',
      what: `The registry ${registry} did not manage ${doing} in ${repository}, after retries`,
      why: statusAndWords(error),
      hint: 'Nothing is wrong with the workflow: re-run the job.',
      cause: error,
    });
  }
  return upstreamFailure({
    code: refusedCode,
    what: `The registry ${registry} refused ${doing} in ${repository}`,
    why: [`HTTP ${String(error.status)}`, ...error.codes, why].join(', '),
    hint: 'Run the job again with debug logging to see each request.',
    cause: error,
  });
}

/** The answer to a HEAD has no body, and so does not say which right is missing. */
const isWordless = ({ status, message }: RegistryError): boolean => message === `HTTP ${String(status)}`;

/** An answer without a body has its status for words already. */
function statusAndWords({ status, message }: RegistryError): string {
  const words = oneLine(message, 500).replace(/\.$/, '');
  const name = `HTTP ${String(status)}`;
  return words === name ? name : `${name}, ${words}`;
}

function wantsRest(error: RegistryError, registry: string, doing: string): Failure {
  const minutes = String(Math.ceil(error.retryAfter / 60_000));
  return upstreamFailure({
    code: 'registry-unavailable',
    what: `The registry ${registry} asks to be left alone for ${minutes} minutes before ${doing}`,
    why: `${statusAndWords(error)}; this action waits ${String(longestWait / 60_000)} minutes at most`,
    hint: `Nothing is wrong with the workflow: re-run the job in ${minutes} minutes.`,
    cause: error,
  });
}

/** A refusal that will be the same the next time. */
export const refusedCode = 'registry-refused';

/** The one refusal that a caller may find to be no failure: the tag may hold the very same digest. */
export const immutableTagCode = 'tag-immutable';

function ofTag(error: RegistryError, repository: string, doing: string, why: string): Failure {
  return inputFailure({
    code: immutableTagCode,
    what: `The registry refused ${doing} in ${repository}`,
    why,
    hint: 'Choose another tag: the tags of this repository are immutable.',
    cause: error,
  });
}
