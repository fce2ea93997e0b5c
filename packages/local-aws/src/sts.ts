/** STS: says who calls. Every access key of the local cloud is the same user. */
import { ServiceError, type CallContext, type Service } from './service.ts';

/** As IAM names the one caller of the local cloud. */
export const callerArn = ({ account }: Pick<CallContext, 'account'>): string =>
  `arn:aws:iam::${account}:user/local`;

export function createSts(): Service {
  return {
    id: 'sts',
    protocols: [
      {
        kind: 'query',
        version: '2011-06-15',
        namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
      },
    ],
    operations: { GetCallerIdentity: (_input, context) => callerIdentity(context) },
  };
}

function callerIdentity(context: CallContext): object {
  if (context.accessKeyId === 'anonymous') {
    throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  }
  return { UserId: 'AIDALOCALLOCALLOCAL1', Account: context.account, Arn: callerArn(context) };
}
