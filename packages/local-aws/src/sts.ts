/** STS: says who calls. */
import type { Authority } from './iam/authority.ts';
import { ServiceError, type CallContext, type Service } from './service.ts';

export function createSts(authority: Authority): Service {
  return {
    id: 'sts',
    protocols: [
      {
        kind: 'query',
        version: '2011-06-15',
        namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
      },
    ],
    operations: { GetCallerIdentity: (_input, context) => callerIdentity(authority, context) },
  };
}

async function callerIdentity(authority: Authority, context: CallContext): Promise<object> {
  if (context.accessKeyId === 'anonymous') {
    throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  }
  const { arn, userId } = await authority.callerOf(context);
  return { UserId: userId, Account: context.account, Arn: arn };
}
