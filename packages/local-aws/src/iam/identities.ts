/** What the owner of a cloud hands over of people and roles that are kept elsewhere; and who calls, once it is known. */
import type { Verdict } from './judge.ts';
import type { Policy, Request } from './policy.ts';
import { policyOf, type PolicyDocument } from './read-policy.ts';

/** Somebody whose policies are kept elsewhere. */
export interface Identity {
  /** `arn:aws:sts::123456789012:assumed-role/deploy/SESSION`, or a user's. */
  readonly arn: string;
  /** Of the role behind a session, with its path; made of `arn` when left out. */
  readonly roleArn?: string | undefined;
  /** Inline and attached ones alike. */
  readonly policies: readonly PolicyDocument[];
  /** The permissions boundary. */
  readonly boundary?: PolicyDocument | undefined;
}

/** A role that can be assumed. */
export interface Role {
  /** `arn:aws:iam::123456789012:role/slipway/deploy` */
  readonly arn: string;
  readonly policies: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument | undefined;
  /** Who may assume it; nobody without one. */
  readonly trust?: PolicyDocument | undefined;
  /** Seconds that a session lasts at most; an hour when left out. */
  readonly maxSessionDuration?: number | undefined;
}

/** Asked anew at each call, so that what changes elsewhere counts at once. */
export interface Identities {
  /** undefined for an access key that it does not know. */
  readonly ofAccessKey?: (accessKeyId: string) => Identity | undefined | Promise<Identity | undefined>;
  /** undefined for a role that is not there. */
  readonly role?: (arn: string) => Role | undefined | Promise<Role | undefined>;
  /**
   * Seconds of the cloud's time that a session is good for which was asked for so many, once these were held to what the
   * role gives; as many when left out. For those who live in this machine's time, where the cloud's goes faster.
   */
  readonly lasting?: (seconds: number) => number;
  /** Told of each right that somebody was judged by, with all that conditions could look at. */
  readonly judged?: (judged: Judged) => void;
}

export interface Judged {
  /** ARN of the role, or of the user. */
  readonly principal: string;
  readonly right: Request;
  readonly verdict: Verdict;
}

/** Who calls, with policies that can be judged by. */
export interface Caller {
  readonly arn: string;
  /** Of the role, or of the user: what IAM calls the principal. */
  readonly principalArn: string;
  /** As GetCallerIdentity tells it. */
  readonly userId: string;
  /** undefined: everything is allowed. */
  readonly policies: readonly Policy[] | undefined;
  readonly boundary: Policy | undefined;
}

/** Whoever calls with an access key that belongs to nobody else. */
export function localUser(account: string): Caller {
  const arn = `arn:aws:iam::${account}:user/local`;
  return { arn, principalArn: arn, userId: 'AIDALOCALLOCALLOCAL1', policies: undefined, boundary: undefined };
}

/** @throws UnreadablePolicy */
export function callerWith({ arn, roleArn, policies, boundary }: Identity): Caller {
  const [, account = '', name = '', session = ''] =
    /^arn:aws:sts::(\d*):assumed-role\/([^/]+)\/(.+)$/.exec(arn) ?? [];
  const isRole = name !== '';
  return {
    arn,
    principalArn: roleArn ?? (isRole ? `arn:aws:iam::${account}:role/${name}` : arn),
    userId: isRole ? `${roleId}:${session}` : 'AIDALOCALLOCALLOCAL2',
    policies: policies.map((each) => policyOf(each, 'identity', arn)),
    boundary: boundary === undefined ? undefined : policyOf(boundary, 'identity', `the boundary of ${arn}`),
  };
}

/** Of every role: nothing tells them apart by it. */
export const roleId = 'AROALOCALLOCALLOCAL1';

/** @returns undefined when it is no ARN of a role */
export function sessionArn(roleArn: string, session: string): string | undefined {
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  if (account === undefined || name === undefined) return undefined;
  return `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
}
