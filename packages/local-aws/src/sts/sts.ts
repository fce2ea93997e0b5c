/** STS: says who calls, and opens sessions of roles. */
import type { Authority } from '../iam/authority.ts';
import { ServiceError, type CallContext, type Service } from '../service.ts';
import { assumeRole, assumeRoleWithWebIdentity } from './assume-role.ts';
import type { AssumeRequest } from './check-request.ts';

/** @param now cloud time in milliseconds */
export function createSts(authority: Authority, now: () => number): Service {
  const desk = { authority, now };
  return {
    id: 'sts',
    protocols: [
      {
        kind: 'query',
        version: '2011-06-15',
        namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
      },
    ],
    operations: {
      GetCallerIdentity: (_input, context) => callerIdentity(authority, context),
      AssumeRole: async (input, context) => {
        requireSignature(context);
        return assumeRole(desk, input as unknown as AssumeRequest, context);
      },
      AssumeRoleWithWebIdentity: (input) =>
        assumeRoleWithWebIdentity(desk, input as unknown as AssumeRequest),
    },
  };
}

async function callerIdentity(authority: Authority, context: CallContext): Promise<object> {
  requireSignature(context);
  const { arn, userId } = await authority.callerOf(context.accessKeyId);
  return { UserId: userId, Account: context.account, Arn: arn };
}

function requireSignature({ accessKeyId }: CallContext): void {
  if (accessKeyId !== 'anonymous') return;
  throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
}
