/** The roles that there are, of the world and elsewhere, and who has which: by an access key or by a session. */
import type { RoleWorld, World } from '../world.ts';
import { callerWith, localUser, sessionArn, type Caller, type Identities, type Role } from './identities.ts';
import type { Sessions } from './sessions.ts';

export interface Roles {
  role(arn: string): Promise<Role | undefined>;
  /** @throws UnreadablePolicy */
  callerOf(accessKeyId: string): Promise<Caller>;
}

export function createRoles(
  { account, roles = [] }: Pick<World, 'account' | 'roles'>,
  sessions: Sessions,
  identities: Identities | undefined,
): Roles {
  const own = roles.map((role) => ({ ...role, arn: arnOf(account, role) }));
  const find = async (arn: string): Promise<Role | undefined> =>
    own.find((role) => role.arn === arn) ?? (await identities?.role?.(arn));
  return {
    role: find,
    callerOf: async (accessKeyId) => {
      const role = own.find((each) => each.accessKeyId === accessKeyId);
      if (role !== undefined) return callerAs(role, sessionArn(role.arn, ownSession) ?? role.arn);
      const session = sessions.find(accessKeyId);
      // A session outlives its role, and may do nothing then.
      if (session !== undefined) return callerAs((await find(session.roleArn)) ?? gone(session), session.arn);
      const elsewhere = await identities?.ofAccessKey?.(accessKeyId);
      return elsewhere === undefined ? localUser(account) : callerWith(elsewhere);
    },
  };
}

/** The session of a role's own access key. */
const ownSession = 'local';

const arnOf = (account: string, { name, path = '/' }: RoleWorld): string =>
  `arn:aws:iam::${account}:role${path}${name}`;

const callerAs = ({ arn, policies, boundary }: Role, session: string): Caller =>
  callerWith({ arn: session, roleArn: arn, policies, boundary });

const gone = ({ roleArn }: { readonly roleArn: string }): Role => ({ arn: roleArn, policies: [] });
