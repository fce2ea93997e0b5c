/**
 * The condition keys that a policy here may look at: those that the local cloud can answer as the Service Authorization
 * Reference says. Any other one would be guessed, and is refused when the policy is read. Pure.
 */

export interface ConditionKey {
  /** Several values in one request: only ForAnyValue and ForAllValues say which of them is meant. */
  readonly holdsMany: boolean;
}

const one: ConditionKey = { holdsMany: false };
const many: ConditionKey = { holdsMany: true };

/** Of the request's caller and place; then of its tags, and of each service. */
const identityKeys: Readonly<Record<string, ConditionKey>> = {
  'aws:PrincipalArn': one,
  'aws:PrincipalAccount': one,
  'aws:PrincipalType': one,
  'aws:PrincipalIsAWSService': one,
  'aws:ViaAWSService': one,
  'aws:userid': one,
  'aws:RequestedRegion': one,
  'aws:ResourceAccount': one,
  // Those that a service has which calls for somebody: no request here has them.
  'aws:SourceAccount': one,
  'aws:SourceArn': one,
  'aws:TagKeys': many,
  'ecs:cluster': one,
  'ecs:service': one,
  'ecs:CreateAction': one,
  'ecs:enable-execute-command': one,
  'ecs:auto-assign-public-ip': one,
  'ecs:subnet': many,
  'elasticloadbalancing:CreateAction': one,
  'cloudwatch:namespace': one,
  'application-autoscaling:service-namespace': one,
  'application-autoscaling:scalable-dimension': one,
  'iam:PassedToService': one,
  // Of other actions of IAM's: whoever passes on a role has none of them.
  ...{ 'iam:PermissionsBoundary': one, 'iam:PolicyARN': one, 'iam:AWSServiceName': one },
};

/** With the key of a tag behind the slash. */
const tagKeys = [
  ...['aws:RequestTag/', 'aws:ResourceTag/'],
  ...['ecs:ResourceTag/', 'ecr:ResourceTag/', 'elasticloadbalancing:ResourceTag/'],
];

/** What STS reads of a token, by the name of the provider that issued it: of every provider, and of GitHub's tokens. */
export const tokenClaims = {
  standard: ['sub', 'aud'],
  github: [
    ...['actor', 'actor_id', 'enterprise_id', 'environment', 'job_workflow_ref'],
    ...['ref', 'repository', 'repository_id', 'repository_owner_id', 'workflow'],
  ],
} as const;

export const githubProvider = 'token.actions.githubusercontent.com';

export type PolicyKind = 'identity' | 'trust';

export const knownKeys = (kind: PolicyKind): readonly string[] =>
  kind === 'identity'
    ? [...Object.keys(identityKeys), ...tagKeys.map((prefix) => `${prefix}KEY`)]
    : [
        ...[...tokenClaims.standard, ...tokenClaims.github].map((claim) => `${githubProvider}:${claim}`),
        ...trustKeys,
      ];

/** Besides the claims of a token: of whoever assumes a role with credentials, and of services. */
const trustKeys: readonly string[] = [
  ...['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:PrincipalIsAWSService'],
  ...['aws:SourceAccount', 'aws:SourceArn', 'sts:ExternalId', 'sts:RoleSessionName'],
];

/** @returns undefined for one that is not known */
export function conditionKey(kind: PolicyKind, name: string): ConditionKey | undefined {
  const key = name.toLowerCase();
  if (kind === 'trust') return isTrustKey(key) ? one : undefined;
  if (tagKeys.some((prefix) => key.startsWith(prefix.toLowerCase()) && key.length > prefix.length))
    return one;
  return byLowerCase.get(key);
}

const byLowerCase = new Map(Object.entries(identityKeys).map(([name, key]) => [name.toLowerCase(), key]));

function isTrustKey(key: string): boolean {
  if (trustKeys.some((each) => each.toLowerCase() === key)) return true;
  const colon = key.lastIndexOf(':');
  const provider = key.slice(0, Math.max(0, colon));
  const known: readonly string[] =
    provider === githubProvider ? [...tokenClaims.standard, ...tokenClaims.github] : tokenClaims.standard;
  return provider.includes('.') && known.includes(key.slice(colon + 1));
}
