/** The gateway to STS: in whose name a job acts. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { awsFailure } from './failures.ts';

export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
}

export async function caller(config: AwsConfig): Promise<Caller> {
  const client = new STSClient(clientConfig(config));
  try {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    return { account: Account ?? '', arn: Arn ?? '' };
  } catch (error) {
    throw awsFailure(error, { service: 'sts', operation: 'GetCallerIdentity', about: 'the caller' });
  } finally {
    client.destroy();
  }
}
