/** Opens a session of a role for whom its trust policy trusts: a caller of the account, or the bearer of a token. */
import { callerKeys, readable, type Authority } from '../iam/authority.ts';
import { roleId, sessionArn, type Caller, type Role } from '../iam/identities.ts';
import type { Policy } from '../iam/policy.ts';
import { policyOf } from '../iam/read-policy.ts';
import { trustedAs } from '../iam/trust.ts';
import { ServiceError, type CallContext } from '../service.ts';
import { checkRequest, durationOf, type AssumeRequest } from './check-request.ts';
import { readWebIdentity } from './web-identity.ts';

export interface Desk {
  readonly authority: Authority;
  /** Cloud time in milliseconds. */
  readonly now: () => number;
}

/** @throws ServiceError as STS refuses it */
export async function assumeRoleWithWebIdentity(desk: Desk, request: AssumeRequest): Promise<object> {
  checkRequest(request);
  const { RoleArn: arn, RoleSessionName: name, WebIdentityToken: token = '' } = request;
  const identity = await readWebIdentity(token, desk.now());
  const { provider, subject, audience } = identity;
  const role = await desk.authority.role(arn);
  const action = 'sts:AssumeRoleWithWebIdentity';
  const account = arn.split(':')[4] ?? '';
  const trusted = trustedAs(await trustOf(role, arn), {
    action,
    kind: 'Federated',
    names: [`arn:aws:iam::${account}:oidc-provider/${provider}`],
    keys: { ...identity.keys, 'sts:rolesessionname': [name] },
  });
  if (role === undefined || trusted === undefined) throw accessDenied(`Not authorized to perform ${action}`);
  return {
    ...opened(desk, role, request),
    SubjectFromWebIdentityToken: subject,
    Audience: audience,
    Provider: `arn:aws:iam::${account}:oidc-provider/${provider}`,
  };
}

/** @throws ServiceError as STS refuses it */
export async function assumeRole(desk: Desk, request: AssumeRequest, context: CallContext): Promise<object> {
  checkRequest(request);
  const { RoleArn: arn, RoleSessionName: name, ExternalId: externalId } = request;
  const { authority } = desk;
  const caller = await authority.callerOf(context.accessKeyId);
  const role = await authority.role(arn);
  const keys = {
    ...callerKeys(caller, context),
    'sts:rolesessionname': [name],
    ...(externalId === undefined ? {} : { 'sts:externalid': [externalId] }),
  };
  const trusted = trustedAs(await trustOf(role, arn), {
    action: 'sts:AssumeRole',
    kind: 'AWS',
    names: [caller.arn, caller.principalArn, context.account, accountRoot(context)],
    keys,
  });
  const right = { action: 'sts:AssumeRole', resource: arn, keys };
  if (role === undefined || trusted === undefined || !isFree(authority, caller, trusted, right)) {
    throw accessDenied(
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  }
  return opened(desk, role, request, authority.sessions.find(context.accessKeyId) !== undefined);
}

/** @throws ServiceError when it is asked for too long */
function opened({ authority }: Desk, role: Role, request: AssumeRequest, isChained = false): object {
  const seconds = durationOf(request, role.maxSessionDuration, isChained);
  const { RoleSessionName: name } = request;
  const arn = sessionArn(role.arn, name) ?? role.arn;
  const session = authority.sessions.open({ arn, roleArn: role.arn }, seconds);
  const { accessKeyId, secretAccessKey, sessionToken, expireAt } = session;
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(expireAt),
    },
    AssumedRoleUser: { AssumedRoleId: `${roleId}:${name}`, Arn: arn },
  };
}

const accountRoot = ({ account }: CallContext): string => `arn:aws:iam::${account}:root`;

/** Who is trusted by name needs no policy of its own; who is trusted with the whole account does. */
function isFree(
  authority: Authority,
  caller: Caller,
  trusted: readonly string[],
  right: Parameters<Authority['judge']>[1],
): boolean {
  const { kind } = authority.judge(caller, right);
  const isNamed = trusted.some((name) => name === caller.arn || name === caller.principalArn);
  return kind === 'allowed' || (kind === 'not-allowed' && isNamed);
}

const nobody: Policy = { statements: [] };

const trustOf = (role: Role | undefined, arn: string): Promise<Policy> =>
  readable(() => (role?.trust === undefined ? nobody : policyOf(role.trust, 'trust', arn)));

const accessDenied = (message: string): ServiceError => new ServiceError('AccessDenied', message, 403);
