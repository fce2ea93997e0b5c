/** A login for public.ecr.aws, which AWS gives in one region only. Images there are public; with a login more of them may be pulled. */
import { ECRPUBLICClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr-public';
import { publicEcrHost } from '@slipway/action-kit/ecr-host';
import { clientConfig } from './client-config.ts';
import { readLogin, type EcrLogin } from './ecr-login.ts';
import { awsFailure } from './failures.ts';

/** @throws Failure; also needed is the right `sts:GetServiceBearerToken`. */
export async function ecrPublicLogin(
  client: ECRPUBLICClient = new ECRPUBLICClient(clientConfig({ region: 'us-east-1' })),
): Promise<EcrLogin> {
  const call = { service: 'ecr-public', operation: 'GetAuthorizationToken', about: publicEcrHost };
  try {
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
    return readLogin(authorizationData?.authorizationToken ?? '', `https://${publicEcrHost}`);
  } catch (error) {
    throw awsFailure(error, call);
  }
}
