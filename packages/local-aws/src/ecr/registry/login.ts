/** Who may do what in the registry: a token of GetAuthorizationToken, and the rights that the world denies. */
import { refuseDenied } from '../../iam.ts';
import { rightsOf } from '../../iam-rights.ts';
import { ServiceError } from '../../service.ts';
import type { World } from '../../world.ts';
import type { Tokens } from '../authorization.ts';
import { Refusal } from './answers.ts';

/** The rights that ECR asks for behind each request of the registry protocol. */
export type RegistryAction =
  | 'BatchGetImage'
  | 'BatchCheckLayerAvailability'
  | 'GetDownloadUrlForLayer'
  | 'InitiateLayerUpload'
  | 'UploadLayerPart'
  | 'CompleteLayerUpload'
  | 'PutImage'
  | 'BatchDeleteImage'
  | 'ListImages';

/** @throws Refusal 401 without a token, 403 with one that has expired */
export function requireLogin(tokens: Tokens, header: string | undefined, endpoint: string): void {
  switch (tokens.check(header)) {
    case 'accepted':
      return;
    case 'expired':
      throw new Refusal(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.');
    case 'unknown':
      throw new Refusal(401, 'UNAUTHORIZED', 'Not Authorized', {
        'www-authenticate': `Basic realm="${endpoint}/",service="ecr.amazonaws.com"`,
      });
  }
}

/** @throws ServiceError AccessDeniedException, in IAM's words */
export function requireRight(
  world: Pick<World, 'account' | 'region' | 'deny'>,
  action: RegistryAction,
  repositoryName: string,
): void {
  const { account, region, deny } = world;
  const context = { account, region, endpoint: '', accessKeyId: 'AWS' };
  const call = { service: { id: 'ecr' }, operation: action, protocol: 'json', context } as const;
  refuseDenied(deny, rightsOf(call, { repositoryName }), call);
}

export function isAllowed(
  world: Pick<World, 'account' | 'region' | 'deny'>,
  action: RegistryAction,
  repositoryName: string,
): boolean {
  try {
    requireRight(world, action, repositoryName);
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}
