/** Who may do what: the world's `deny` entries, answered as IAM would word it. */
import type { Right } from './iam-rights.ts';
import { ServiceError, type CallContext, type Protocol } from './service.ts';
import { callerArn } from './sts.ts';
import type { DenyWorld } from './world.ts';

/** `*` stands for any run of characters. */
export function matchesPattern(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

/** Who calls, and how an answer to it is worded. */
export interface Caller {
  readonly protocol: Protocol['kind'];
  readonly context: CallContext;
}

/** One resource that is denied is enough. @throws ServiceError that names the first */
export function refuseDenied(
  deny: readonly DenyWorld[],
  rights: readonly Right[],
  { protocol, context }: Caller,
): void {
  const denied = rights.find(({ action, resource }) =>
    deny.some((entry) => matchesPattern(entry.action, action) && matchesPattern(entry.resource, resource)),
  );
  if (denied === undefined) return;
  const { action, resource } = denied;
  throw new ServiceError(
    protocol === 'query' ? 'AccessDenied' : 'AccessDeniedException',
    `User: ${callerArn(context)} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    protocol === 'query' || protocol === 'rest' ? 403 : 400,
  );
}
