/** A login for ECR's registries: one token is good for every registry of a region that the caller may reach. */
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { setupFailure } from '@slipway/action-kit/failures';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { ecrFailures } from './ecr-images.ts';
import { awsFailure } from './failures.ts';

export interface EcrLogin {
  /** Of the caller's own registry: `123456789012.dkr.ecr.eu-west-1.amazonaws.com` */
  readonly registryHost: string;
  /** With its scheme, without a trailing slash. */
  readonly endpointUrl: string;
  readonly username: string;
  /** Mask it before its first use. Valid for twelve hours. */
  readonly password: string;
}

/** @throws Failure, among those of every AWS call. */
export async function ecrLogin(
  config: AwsConfig,
  client: ECRClient = new ECRClient(clientConfig(config)),
): Promise<EcrLogin> {
  const call = { service: 'ecr', operation: 'GetAuthorizationToken', about: 'the registry' };
  try {
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
    const { authorizationToken = '', proxyEndpoint = '' } = authorizationData?.[0] ?? {};
    return readLogin(authorizationToken, proxyEndpoint);
  } catch (error) {
    throw awsFailure(error, call, ecrFailures);
  }
}

export function readLogin(token: string, proxyEndpoint: string): EcrLogin {
  const text = Buffer.from(token, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 1 || !URL.canParse(proxyEndpoint)) {
    throw setupFailure({
      code: 'login-unreadable',
      what: 'ECR gave no usable login',
      why: 'its answer has no token or no endpoint',
      hint: 'Look whether AWS_ENDPOINT_URL_ECR points at something else than ECR.',
    });
  }
  return {
    registryHost: new URL(proxyEndpoint).host,
    endpointUrl: new URL(proxyEndpoint).origin,
    username: text.slice(0, colon),
    password: text.slice(colon + 1),
  };
}
