/** The roles that stand in moto's IAM, as Terraform made them: their policies, boundaries and trust, as documents. */
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  NoSuchEntityException,
  type Role,
} from '@aws-sdk/client-iam';

export interface StandingRole {
  readonly name: string;
  readonly arn: string;
  /** Inline and attached ones. */
  readonly policies: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
  readonly trust: PolicyDocument;
  /** Seconds; undefined where IAM tells none. */
  readonly maxSessionDuration: number | undefined;
}

/** Types, because an interface is no record of unknown members. */
export type PolicyDocument = {
  readonly Version: string;
  readonly Statement: readonly Statement[];
};

export type Statement = {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

/** @param endpoint of moto. @returns those that Slipway's stacks made, by name. */
export const rolesIn = (endpoint: string): Promise<ReadonlyMap<string, StandingRole>> =>
  asked(endpoint, async (iam) => {
    const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: '/slipway/' }));
    const roles = await Promise.all(Roles.map((role) => standing(iam, role)));
    return new Map(roles.map((role) => [role.name, role]));
  });

/** @returns one as it stands now; undefined when there is none of that name. */
export const roleIn = (endpoint: string, name: string): Promise<StandingRole | undefined> =>
  asked(endpoint, async (iam) => {
    try {
      const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: name }));
      return role && (await standing(iam, role));
    } catch (error) {
      if (error instanceof NoSuchEntityException) return undefined;
      throw error;
    }
  });

async function asked<Value>(endpoint: string, ask: (iam: IAMClient) => Promise<Value>): Promise<Value> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const iam = new IAMClient({ endpoint, region: 'us-east-1', credentials });
  try {
    return await ask(iam);
  } finally {
    iam.destroy();
  }
}

async function standing(iam: IAMClient, role: Role): Promise<StandingRole> {
  const RoleName = role.RoleName ?? '';
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const inline = PolicyNames.map(async (PolicyName) => {
    const { PolicyDocument: text } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return documentOf(text);
  });
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const attached = AttachedPolicies.map(({ PolicyArn = '' }) => managed(iam, PolicyArn));
  const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    name: RoleName,
    arn: role.Arn ?? '',
    policies: await Promise.all([...inline, ...attached]),
    boundary: boundary === undefined ? undefined : await managed(iam, boundary),
    trust: documentOf(role.AssumeRolePolicyDocument),
    maxSessionDuration: role.MaxSessionDuration,
  };
}

async function managed(iam: IAMClient, PolicyArn: string): Promise<PolicyDocument> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId ?? '';
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return documentOf(PolicyVersion?.Document);
}

/** IAM answers with documents that are escaped as in a URL. */
function documentOf(text: string | undefined): PolicyDocument {
  if (text === undefined) throw new Error('IAM told no document.');
  return JSON.parse(decodeURIComponent(text)) as PolicyDocument;
}
