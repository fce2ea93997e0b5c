/**
 * The roles as they stand in IAM now: Terraform makes them in one job, and the next assumes them. Who has a session of one
 * is judged by its policies, at moto's door and in the local cloud alike. What a job asks for is held to the longest session
 * that the role gives; only then it is lengthened, because jobs live in this machine's time and the cloud's goes faster.
 */
import type { Identities, Judged } from '@slipway/local-aws/iam/identities';
import type { LocalAws } from '@slipway/local-aws/local-aws';
import { policyOf } from '@slipway/local-terraform/guard/policies';
import type { Guarding } from '@slipway/local-terraform/account';
import { roleIn, type StandingRole } from '@slipway/local-terraform/roles';

export interface LiveRoles {
  readonly guarding: Guarding;
  readonly identities: Identities;
  /** What roles were refused, as `role: action on resource`; each once. */
  readonly refused: ReadonlySet<string>;
  /** What the guard did not know, as sentences. */
  readonly puzzled: readonly string[];
}

export interface Cloud {
  readonly moto: { readonly endpoint: string };
  readonly aws: Pick<LocalAws, 'sessions'>;
}

/** Milliseconds for which a role is not read anew: each call of a job is judged. */
const freshness = 5000;

/**
 * @param cloud once it stands: roles are asked for after that.
 * @param factor how much faster than this machine's the cloud's time goes.
 * @param read of a role by its name, as IAM has it now.
 */
export function liveRoles(cloud: () => Cloud, factor: number, read = roleIn): LiveRoles {
  const seen = new Map<string, { readonly at: number; readonly role: Promise<StandingRole | undefined> }>();
  const refused = new Set<string>();
  const puzzled: string[] = [];
  const roleAt = (arn: string): Promise<StandingRole | undefined> => {
    const known = seen.get(arn);
    if (known !== undefined && Date.now() - known.at < freshness) return known.role;
    const role = read(cloud().moto.endpoint, arn.split('/').at(-1) ?? '');
    seen.set(arn, { at: Date.now(), role });
    return role;
  };
  const judged = ({ principal, right, verdict }: Judged): void => {
    if (verdict.kind === 'allowed') return;
    refused.add(`${principal.split('/').at(-1) ?? ''}: ${right.action} on ${right.resource}`);
  };
  return {
    guarding: {
      ofAccessKey: async (key) => {
        const arn = cloud().aws.sessions.find(key)?.roleArn;
        if (arn === undefined) return undefined;
        const role = await roleAt(arn);
        return { role: arn, rights: rightsOf(role) };
      },
      judged,
      puzzled: (sentence) => void puzzled.push(sentence),
    },
    identities: { role: roleAt, lasting: (seconds) => seconds * factor, judged },
    refused,
    puzzled,
  };
}

/** A session outlives its role, and may do nothing then. */
const rightsOf = (role: StandingRole | undefined) => ({
  policies: (role?.policies ?? []).map(policyOf),
  ...(role?.boundary === undefined ? {} : { boundary: policyOf(role.boundary) }),
});
