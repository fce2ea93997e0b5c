/** Who may do what in the registry: the owner of a token of GetAuthorizationToken, by the owner's own policies. */
import type { Authority } from '../../iam/authority.ts';
import type { Caller } from '../../iam/identities.ts';
import { withResourceTags } from '../../iam/resource-keys.ts';
import { rightsOf } from '../../iam/rights.ts';
import { ServiceError, type CallContext, type Service } from '../../service.ts';
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

/**
 * @returns whose token it is, by access key
 * @throws Refusal 401 without a token, 403 with one that has expired
 */
export function requireLogin(tokens: Tokens, header: string | undefined, endpoint: string): string {
  const login = tokens.check(header);
  switch (login.kind) {
    case 'accepted':
      return login.accessKeyId;
    case 'expired':
      throw new Refusal(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.');
    case 'unknown':
      throw new Refusal(401, 'UNAUTHORIZED', 'Not Authorized', {
        'www-authenticate': `Basic realm="${endpoint}/",service="ecr.amazonaws.com"`,
      });
  }
}

/** What the owner of a token may do in the repositories of a registry. */
export interface RegistryRights {
  /** @throws ServiceError AccessDeniedException, in IAM's words */
  readonly require: (action: RegistryAction, repositoryName: string) => void;
  readonly allows: (action: RegistryAction, repositoryName: string) => boolean;
}

/** @param service ECR's, which knows the tags of repositories */
export function registryRights(
  authority: Authority,
  caller: Caller,
  service: Service,
  context: CallContext,
): RegistryRights {
  const require: RegistryRights['require'] = (action, repositoryName) => {
    const call = { service, operation: action, context };
    const rights = rightsOf(call, { repositoryName });
    authority.refuse(caller, caller.policies === undefined ? rights : withResourceTags(rights, call), 'json');
  };
  return {
    require,
    allows: (action, repositoryName) => {
      try {
        require(action, repositoryName);
        return true;
      } catch (error) {
        if (error instanceof ServiceError) return false;
        throw error;
      }
    },
  };
}
