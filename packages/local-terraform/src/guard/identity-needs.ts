/** The rights behind calls to IAM: on a role, under the boundary that it has or is to get. */
import type { Keys } from '@slipway/local-aws/iam/policy';
import { text, type Call } from './call.ts';
import { need, tagKeys, type Needs } from './need.ts';

const operations: ReadonlySet<string> = new Set([
  ...['DeleteRole', 'DeleteRolePolicy', 'PutRolePolicy', 'TagRole', 'UntagRole'],
  ...[
    'GetRole',
    'GetRolePolicy',
    'ListAttachedRolePolicies',
    'ListInstanceProfilesForRole',
    'ListRolePolicies',
  ],
  ...['UpdateAssumeRolePolicy', 'UpdateRole', 'UpdateRoleDescription'],
]);

/** Where the reference lists the role's boundary among what conditions may look at. */
const bounded: ReadonlySet<string> = new Set([
  ...['DeleteRole', 'DeleteRolePolicy', 'GetRole', 'PutRolePolicy'],
]);

export const identityNeeds: Needs = async (call, facts) => {
  const { operation, input, account } = call;
  const name = text(input, 'RoleName');
  if (operation === 'CreateRole') return creating(call, name);
  if (!operations.has(operation)) return undefined;
  const { arn, boundary } = await facts.role(name);
  const keys: Keys = boundary !== undefined && bounded.has(operation) ? { [boundaryKey]: [boundary] } : {};
  // IAM knows no path of a role that is not there.
  return [need(`iam:${operation}`, arn ?? `arn:aws:iam::${account}:role/${name}`, keys)];
};

const boundaryKey = 'iam:permissionsboundary';

function creating({ input, account }: Call, name: string): ReturnType<typeof need>[] {
  const arn = `arn:aws:iam::${account}:role${text(input, 'Path') || '/'}${name}`;
  const boundary = text(input, 'PermissionsBoundary');
  const tags = Object.entries(input).flatMap(([key, value]) =>
    /^Tags\.member\.\d+\.Key$/.test(key)
      ? [[String(value), text(input, key.replace(/Key$/, 'Value'))] as const]
      : [],
  );
  const keys = tagKeys('request', tags);
  return [
    need('iam:CreateRole', arn, { ...keys, ...(boundary === '' ? {} : { [boundaryKey]: [boundary] }) }),
    ...(tags.length > 0 ? [need('iam:TagRole', arn, keys)] : []),
  ];
}
