/**
 * Who calls, by access key: the roles of the world, and those that the owner of the cloud looks up elsewhere. Every
 * other access key is the local user, who may do everything that the world does not deny.
 */
import type { CallContext } from '../service.ts';
import type { RoleWorld, World } from '../world.ts';
import type { Policy } from './policy.ts';
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

/** Asked anew at each call, so that what changes elsewhere counts at once. */
export interface Identities {
  /** undefined for an access key that it does not know. */
  readonly ofAccessKey: (accessKeyId: string) => Identity | undefined | Promise<Identity | undefined>;
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

/** @throws Error when a policy can not be judged by */
export async function callerOf(
  { accessKeyId, account }: Pick<CallContext, 'accessKeyId' | 'account'>,
  roles: readonly RoleCaller[],
  identities: Identities | undefined,
): Promise<Caller> {
  const role = roles.find((each) => each.accessKeyId === accessKeyId);
  if (role !== undefined) return role.caller;
  const found = await identities?.ofAccessKey(accessKeyId);
  return found === undefined ? localUser(account) : callerWith(found);
}

export interface RoleCaller {
  readonly accessKeyId: string | undefined;
  readonly caller: Caller;
}

/** The session of a role's own access key. */
const ownSession = 'local';

export const rolesOf = ({ account, roles = [] }: Pick<World, 'account' | 'roles'>): readonly RoleCaller[] =>
  roles.map((role) => ({
    accessKeyId: role.accessKeyId,
    caller: callerWith({
      arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${ownSession}`,
      roleArn: roleArn(account, role),
      policies: role.policies,
      boundary: role.boundary,
    }),
  }));

export const roleArn = (account: string, { name, path = '/' }: Pick<RoleWorld, 'name' | 'path'>): string =>
  `arn:aws:iam::${account}:role${path}${name}`;

export const localUser = (account: string): Caller => {
  const arn = `arn:aws:iam::${account}:user/local`;
  return { arn, principalArn: arn, userId: 'AIDALOCALLOCALLOCAL1', policies: undefined, boundary: undefined };
};

function callerWith({ arn, roleArn: given, policies, boundary }: Identity): Caller {
  const [, account = '', name = '', session = ''] =
    /^arn:aws:sts::(\d*):assumed-role\/([^/]+)\/(.+)$/.exec(arn) ?? [];
  const isRole = name !== '';
  return {
    arn,
    principalArn: given ?? (isRole ? `arn:aws:iam::${account}:role/${name}` : arn),
    userId: isRole ? `AROALOCALLOCALLOCAL1:${session}` : 'AIDALOCALLOCALLOCAL2',
    policies: policies.map((each) => policyOf(each, 'identity', arn)),
    boundary: boundary === undefined ? undefined : policyOf(boundary, 'identity', `the boundary of ${arn}`),
  };
}
