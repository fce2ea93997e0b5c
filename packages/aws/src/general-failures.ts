/** What any AWS service may answer, and what keeps a call from reaching one: the first row that holds is the failure. */
import { Failure, type FailureKind } from '@slipway/action-kit/failures';
import {
  attemptsOf,
  deniedAction,
  errorName,
  httpStatus,
  isAboutEndpoint,
  isAboutRegion,
  isDenied,
  isExpired,
  isRejected,
  isThrottled,
  isTransient,
  isUnreadable,
  isWithoutCredentials,
  silentAddress,
} from './error-shape.ts';

export interface FailedCall {
  readonly service: string;
  readonly operation: string;
  readonly about: string;
  readonly attempts?: number;
  readonly why: string;
  readonly error: unknown;
}

interface GeneralRow {
  readonly holds: (error: unknown) => boolean;
  readonly kind: FailureKind;
  readonly code: string;
  readonly what: (call: FailedCall) => string;
  /** AWS's own words when left out. */
  readonly why?: (call: FailedCall) => string;
  readonly hint: string | ((call: FailedCall) => string);
}

const action = ({ service, operation }: FailedCall): string => `${service}:${operation}`;
const needed = (call: FailedCall): string => deniedAction(call.error) ?? action(call);
/** The error's name, for whoever looks it up, and AWS's words. A body that no AWS service wrote has neither. */
const named = ({ error, why }: FailedCall): string => {
  if (isUnreadable(error)) {
    return `HTTP ${httpStatus(error) ?? 'without a status'} came with a body that is not what AWS sends`;
  }
  const name = errorName(error);
  return name === why ? why : `${name}: ${why}`;
};

const rows: readonly GeneralRow[] = [
  {
    holds: isDenied,
    kind: 'setup',
    code: 'access-denied',
    what: (call) =>
      needed(call) === action(call)
        ? `AWS denied ${action(call)} on ${call.about}`
        : `AWS denied ${needed(call)}, which ${action(call)} on ${call.about} takes`,
    hint: (call) =>
      call.why.includes('explicit deny')
        ? `A policy denies \`${needed(call)}\` explicitly, and no other one outweighs that: ask its owner.`
        : `Allow \`${needed(call)}\` in the role that this job assumes.`,
  },
  {
    holds: isExpired,
    kind: 'setup',
    code: 'credentials-expired',
    what: (call) => `AWS does not accept the credentials any more (${action(call)})`,
    hint: 'Run aws-actions/configure-aws-credentials in this job, with a role-duration-seconds above the time this job takes.',
  },
  {
    holds: isRejected,
    kind: 'setup',
    code: 'credentials-rejected',
    what: (call) => `AWS does not accept the credentials (${action(call)})`,
    hint: 'Run aws-actions/configure-aws-credentials before this step, and see whether the account uses this region and the clock of the runner is right.',
  },
  {
    holds: isWithoutCredentials,
    kind: 'setup',
    code: 'credentials-missing',
    what: () => 'There are no AWS credentials',
    hint: 'Run aws-actions/configure-aws-credentials before this step, and give the job `permissions: id-token: write`.',
  },
  {
    holds: isAboutRegion,
    kind: 'setup',
    code: 'region-invalid',
    what: () => 'There is no usable AWS region',
    hint: 'Set `region:` or AWS_REGION to a region such as `eu-west-1`.',
  },
  {
    holds: isAboutEndpoint,
    kind: 'setup',
    code: 'endpoint-invalid',
    what: () => 'The AWS endpoint of the environment is not a URL',
    hint: 'Correct AWS_ENDPOINT_URL, or the form of it that names the service.',
  },
  {
    // The address of the connection, never the variable: a URL may hold a password.
    holds: (error) => silentAddress(error) !== undefined,
    kind: 'setup',
    code: 'endpoint-silent',
    what: ({ error }) =>
      `Nothing answers at ${silentAddress(error) ?? 'the AWS endpoint of the environment'}`,
    why: (call) => `${action(call)} on ${call.about} was refused a connection`,
    hint: 'That is not AWS: start what AWS_ENDPOINT_URL names, such as `npm run local`, or unset it.',
  },
  {
    holds: isThrottled,
    kind: 'upstream',
    code: 'throttled',
    what: failed,
    why: named,
    hint: 'Nothing is wrong with the workflow: re-run the job.',
  },
  {
    holds: isTransient,
    kind: 'upstream',
    code: 'aws-unavailable',
    what: failed,
    why: named,
    hint: 'Nothing is wrong with the workflow: re-run the job.',
  },
  {
    holds: isUnreadable,
    kind: 'setup',
    code: 'answer-unreadable',
    what: (call) => `Something else than AWS answered ${action(call)} on ${call.about}`,
    why: named,
    hint: 'Look whether AWS_ENDPOINT_URL or a proxy stands between this job and AWS.',
  },
  {
    holds: (error) => Math.floor((httpStatus(error) ?? 0) / 100) === 4,
    kind: 'input',
    code: 'refused-by-aws',
    what: (call) => `AWS refused ${action(call)} on ${call.about}`,
    why: named,
    hint: 'Correct what the message names, then run the job again.',
  },
];

const unknown: GeneralRow = {
  holds: () => true,
  kind: 'upstream',
  code: 'aws-unavailable',
  what: failed,
  why: named,
  hint: 'Re-run the job.',
};

/** Every code that a call to AWS may end with, whichever the service; READMEs tell them all. */
export const generalCodes: readonly string[] = rows.map(({ code }) => code);

/** One row of a page: a code, what it means, and what to do. */
export interface Guide {
  readonly code: string;
  readonly what: string;
  readonly todo: string;
}

/** The same rows for the pages, about an action that has no name. */
export function generalGuide(): readonly Guide[] {
  const call = { service: 'service', operation: 'Action', about: '…', why: '', error: new Error('') };
  return rows.map(({ code, what, hint }) => ({
    code,
    what: what(call),
    todo: typeof hint === 'string' ? hint : hint(call),
  }));
}

export function generalFailure(call: FailedCall): Failure {
  const row = rows.find(({ holds }) => holds(call.error)) ?? unknown;
  return new Failure(row.kind, {
    code: row.code,
    what: row.what(call),
    why: row.why?.(call) ?? call.why,
    hint: typeof row.hint === 'string' ? row.hint : row.hint(call),
    cause: call.error,
  });
}

function failed(call: FailedCall): string {
  const attempts = call.attempts ?? attemptsOf(call.error) ?? 1;
  const often = attempts > 1 ? ` after ${attempts} attempts` : '';
  return `${action(call)} on ${call.about} failed${often}`;
}
