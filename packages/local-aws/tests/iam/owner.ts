/** The registry as the owner of an access key meets it: with a token of their own. */
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import type { EcrStage } from '../ecr-stage.ts';

/** The stage as the owner of an access key has it. */
export async function as(accessKeyId: string, stage: EcrStage): Promise<EcrStage> {
  const credentials = { accessKeyId, secretAccessKey: 'any' };
  const client = new ECRClient({
    endpoint: stage.endpoint,
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
  });
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
  client.destroy();
  const token = authorizationData?.[0]?.authorizationToken ?? '';
  const password = Buffer.from(token, 'base64').toString().slice('AWS:'.length);
  return { ...stage, login: `Basic ${token}`, password };
}
