/** How long the credentials of the job last, as far as whoever gave them told. */
import { ECSClient } from '@aws-sdk/client-ecs';
import { clientConfig, type AwsConfig } from './client-config.ts';

/** @throws whatever looking for them ends with. */
export async function lifetime(config: AwsConfig) {
  const client = new ECSClient(clientConfig(config));
  try {
    const { sessionToken, expiration } = await client.config.credentials();
    const temporary = sessionToken !== undefined || expiration !== undefined;
    return { temporary, expiresAt: expiration?.getTime() };
  } finally {
    client.destroy();
  }
}
