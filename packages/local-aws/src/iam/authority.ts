/** Knows who calls, and decides whether a caller may do what a call asks for: it says no in IAM's own words. */
import { matchesPattern } from '../patterns.ts';
import { ServiceError, type Protocol } from '../service.ts';
import type { World } from '../world.ts';
import type { Caller, Identities, Role } from './identities.ts';
import { judge, type Verdict } from './judge.ts';
import type { Keys, Request } from './policy.ts';
import { UnreadablePolicy } from './read-policy.ts';
import { createRoles } from './roles.ts';
import { createSessions, type Sessions } from './sessions.ts';

export interface Authority {
  /** Opened by STS. */
  readonly sessions: Sessions;
  /** @throws ServiceError when a policy can not be judged by */
  callerOf(accessKeyId: string): Promise<Caller>;
  role(arn: string): Promise<Role | undefined>;
  judge(caller: Caller, right: Request): Verdict;
  /** @throws ServiceError that names the first right that is missing */
  refuse(caller: Caller, rights: readonly Request[], protocol: Protocol['kind']): void;
}

export type AuthorityWorld = Pick<World, 'account' | 'region' | 'deny' | 'roles'>;

/** @param now cloud time in milliseconds */
export function createAuthority(
  world: AuthorityWorld,
  now: () => number,
  identities?: Identities,
): Authority {
  const sessions = createSessions(now, identities?.lasting);
  const roles = createRoles(world, sessions, identities);
  const verdictOn = (caller: Caller, right: Request): Verdict => verdict(caller, right, world);
  return {
    sessions,
    callerOf: (accessKeyId) => readable(() => roles.callerOf(accessKeyId)),
    role: (arn) => roles.role(arn),
    judge: verdictOn,
    refuse: (caller, rights, protocol) => {
      for (const right of rights) {
        const found = verdictOn(caller, right);
        if (caller.policies !== undefined) {
          const keys = { ...callerKeys(caller, world), ...right.keys };
          identities?.judged?.({ principal: caller.principalArn, right: { ...right, keys }, verdict: found });
        }
        if (found.kind !== 'allowed') throw accessDenied(caller, right, found, protocol);
      }
    },
  };
}

/** A policy that can not be judged by is neither AWS's to answer nor worth another try. */
export async function readable<Value>(read: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UnreadablePolicy)) throw error;
    throw new ServiceError('MalformedPolicyDocument', error.message);
  }
}

function verdict(caller: Caller, right: Request, world: AuthorityWorld): Verdict {
  const { action, resource } = right;
  const isDenied = world.deny.some(
    (entry) => matchesPattern(entry.action, action) && matchesPattern(entry.resource, resource),
  );
  if (isDenied) return { kind: 'not-allowed', by: 'policies' };
  const { policies, boundary } = caller;
  if (policies === undefined) return { kind: 'allowed' };
  return judge({ policies, boundary }, { ...right, keys: { ...callerKeys(caller, world), ...right.keys } });
}

export const callerKeys = (
  { arn, principalArn, userId }: Caller,
  { account, region }: Pick<World, 'account' | 'region'>,
): Keys => ({
  'aws:principalarn': [principalArn],
  'aws:principalaccount': [account],
  'aws:principaltype': [arn.includes(':assumed-role/') ? 'AssumedRole' : 'User'],
  'aws:principalisawsservice': ['false'],
  'aws:viaawsservice': ['false'],
  'aws:userid': [userId],
  'aws:requestedregion': [region],
  'aws:resourceaccount': [account],
});

function accessDenied(
  { arn }: Caller,
  { action, resource }: Request,
  { kind, by }: Exclude<Verdict, { kind: 'allowed' }>,
  protocol: Protocol['kind'],
): ServiceError {
  const policy = by === 'boundary' ? 'permissions boundary' : 'identity-based policy';
  const article = by === 'boundary' ? 'a' : 'an';
  const because =
    kind === 'denied'
      ? `with an explicit deny in ${article} ${policy}`
      : `because no ${policy} allows the ${action} action`;
  return new ServiceError(
    protocol === 'query' ? 'AccessDenied' : 'AccessDeniedException',
    `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
    protocol === 'query' || protocol === 'rest' ? 403 : 400,
  );
}
