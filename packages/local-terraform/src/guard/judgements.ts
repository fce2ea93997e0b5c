/** What the roles that run Terraform were judged by: which rights were asked for, and which statements gave them. */
import { sessionArn, type Identities, type Judged } from '@slipway/local-aws/iam/identities';
import { isAbout, type Rights } from '@slipway/local-aws/iam/judge';
import type { StandingRole } from '../roles.ts';
import type { Guarding } from '../account.ts';
import type { Guarded } from './guard.ts';
import { policyOf } from './policies.ts';

export interface Judgements extends Guarding {
  readonly ofAccessKey: (accessKeyId: string) => Guarded | undefined;
  /** For the local cloud, which judges by itself: whoever has the key of a role, and sessions of roles. */
  readonly identities: Identities;
  /** Of a role by its name, oldest first. */
  of(role: string): readonly Judgement[];
  /** What the guard did not know, as sentences. */
  readonly unknown: readonly string[];
}

export interface Judgement {
  readonly action: string;
  readonly resource: string;
  /** Statements that allow it, by their Sids; none when it was refused. */
  readonly by: readonly string[];
}

/** @param roles by name, which is the access key of whoever runs Terraform as that role. */
export function createJudgements(roles: ReadonlyMap<string, StandingRole>): Judgements {
  // Of those alone that ran Terraform: policies of the pipeline's roles have conditions that the guard can't read.
  const judgements = new Map<string, Judgement[]>();
  const unknown: string[] = [];
  const arrive = (key: string): StandingRole | undefined => {
    const role = roles.get(key);
    if (role !== undefined && !judgements.has(role.name)) judgements.set(role.name, []);
    return role;
  };
  const named = (arn: string): StandingRole | undefined =>
    [...roles.values()].find((role) => role.arn === arn);
  const judged = (each: Judged): void => {
    const role = named(each.principal);
    if (role !== undefined) judgements.get(role.name)?.push(judgementOf(role, each));
  };
  return {
    ofAccessKey: (key) => {
      const role = arrive(key);
      return role && { role: role.arn, rights: rightsOf(role) };
    },
    judged,
    puzzled: (sentence) => void unknown.push(sentence),
    unknown,
    identities: {
      role: named,
      ofAccessKey: (key) => {
        const role = arrive(key);
        return role && { ...role, arn: sessionArn(role.arn, 'local') ?? role.arn, roleArn: role.arn };
      },
      judged,
    },
    of: (role) => judgements.get(role) ?? [],
  };
}

const rightsOf = ({ policies, boundary }: StandingRole): Rights => ({
  policies: policies.map(policyOf),
  ...(boundary === undefined ? {} : { boundary: policyOf(boundary) }),
});

function judgementOf(role: StandingRole, { right, verdict }: Judged): Judgement {
  const about = role.policies
    .flatMap((policy) => policyOf(policy).statements)
    .filter((statement) => isAbout(statement, right));
  const by = verdict.kind === 'allowed' ? about.flatMap(({ sid }) => sid ?? []) : [];
  return { action: right.action, resource: right.resource, by };
}
