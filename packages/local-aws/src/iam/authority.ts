/** Decides whether a caller may do what a call asks for, and says no in IAM's own words. */
import { matchesPattern } from '../patterns.ts';
import { ServiceError, type CallContext, type Protocol } from '../service.ts';
import type { World } from '../world.ts';
import { callerOf, rolesOf, type Caller, type Identities } from './identities.ts';
import { judge, type Verdict } from './judge.ts';
import type { Keys, Request } from './policy.ts';

export interface Authority {
  /** @throws ServiceError when a policy can not be judged by */
  callerOf(context: Pick<CallContext, 'accessKeyId' | 'account'>): Promise<Caller>;
  /** @throws ServiceError that names the first right that is missing */
  refuse(caller: Caller, rights: readonly Request[], protocol: Protocol['kind']): void;
}

export type AuthorityWorld = Pick<World, 'account' | 'region' | 'deny' | 'roles'>;

export function createAuthority(world: AuthorityWorld, identities?: Identities): Authority {
  const roles = rolesOf(world);
  return {
    callerOf: async (context) => {
      try {
        return await callerOf(context, roles, identities);
      } catch (error) {
        // Neither AWS's to answer nor worth another try.
        throw new ServiceError(
          'MalformedPolicyDocument',
          error instanceof Error ? error.message : String(error),
        );
      }
    },
    refuse: (caller, rights, protocol) => {
      for (const right of rights) {
        const because = refusalOf(right, caller, world);
        if (because !== undefined) throw accessDenied(caller, right, because, protocol);
      }
    },
  };
}

/** undefined when it is allowed. */
function refusalOf(right: Request, caller: Caller, world: AuthorityWorld): string | undefined {
  const { action, resource } = right;
  const isDenied = world.deny.some(
    (entry) => matchesPattern(entry.action, action) && matchesPattern(entry.resource, resource),
  );
  if (isDenied) return wording({ kind: 'not-allowed', by: 'policies' }, action);
  if (caller.policies === undefined) return undefined;
  const keys = { ...callerKeys(caller, world), ...right.keys };
  const verdict = judge({ policies: caller.policies, boundary: caller.boundary }, { ...right, keys });
  return verdict.kind === 'allowed' ? undefined : wording(verdict, action);
}

const callerKeys = ({ arn, principalArn, userId }: Caller, { account, region }: AuthorityWorld): Keys => ({
  'aws:principalarn': [principalArn],
  'aws:principalaccount': [account],
  'aws:principaltype': [arn.includes(':assumed-role/') ? 'AssumedRole' : 'User'],
  'aws:principalisawsservice': ['false'],
  'aws:viaawsservice': ['false'],
  'aws:userid': [userId],
  'aws:requestedregion': [region],
  'aws:resourceaccount': [account],
});

function wording(verdict: Exclude<Verdict, { kind: 'allowed' }>, action: string): string {
  const isBoundary = verdict.by === 'boundary';
  return verdict.kind === 'denied'
    ? `with an explicit deny in ${isBoundary ? 'a permissions boundary' : 'an identity-based policy'}`
    : `because no ${isBoundary ? 'permissions boundary' : 'identity-based policy'} allows the ${action} action`;
}

const accessDenied = (
  { arn }: Caller,
  { action, resource }: Request,
  because: string,
  protocol: Protocol['kind'],
): ServiceError =>
  new ServiceError(
    protocol === 'query' ? 'AccessDenied' : 'AccessDeniedException',
    `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
    protocol === 'query' || protocol === 'rest' ? 403 : 400,
  );
