/** The credentials of a job: its token of GitHub, exchanged for a session of a role as configure-aws-credentials does. */
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';

export interface JobTokens {
  readonly ACTIONS_ID_TOKEN_REQUEST_URL?: string;
  readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN?: string;
}

/** @param endpoint of STS. @returns what the steps of the job have in their environment. */
export async function credentialsOf(
  job: JobTokens,
  roleArn: string,
  endpoint: string,
): Promise<Readonly<Record<string, string>>> {
  const sts = new STSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '', secretAccessKey: '' },
  });
  try {
    const { Credentials: session } = await sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn,
        RoleSessionName: 'GitHubActions',
        WebIdentityToken: await tokenOf(job),
      }),
    );
    return {
      AWS_ACCESS_KEY_ID: session?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: session?.SecretAccessKey ?? '',
      AWS_SESSION_TOKEN: session?.SessionToken ?? '',
    };
  } finally {
    sts.destroy();
  }
}

async function tokenOf(job: JobTokens): Promise<string> {
  const url = `${job.ACTIONS_ID_TOKEN_REQUEST_URL ?? ''}&audience=sts.amazonaws.com`;
  const response = await fetch(url, {
    headers: { authorization: `bearer ${job.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? ''}` },
  });
  const { value } = (await response.json()) as { readonly value?: string };
  if (value === undefined) throw new Error(`The job got no token: ${String(response.status)}`);
  return value;
}
