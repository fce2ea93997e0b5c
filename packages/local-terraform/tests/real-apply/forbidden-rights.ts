/**
 * What the apply role must not be able to do by a call of its own, whatever it is given for the stacks: each by a request
 * that looks harmless. Roles that it makes may do what the boundary allows, and it can become one.
 */
import { judge } from '@slipway/local-aws/iam/judge';
import type { Request } from '@slipway/local-aws/iam/policy';
import { accountId } from '../../src/account.ts';
import { region, stateBucket } from '../../src/example-values.ts';
import type { Harbour } from '../../src/harbour.ts';
import { applier } from './terraform-roles.ts';

const iam = `arn:aws:iam::${accountId}`;
const state = `arn:aws:s3:::${stateBucket}`;
const boundary = { 'iam:permissionsboundary': [`${iam}:policy/slipway/slipway-boundary`] };
const toTasks = { 'iam:passedtoservice': ['ecs-tasks.amazonaws.com'] };
const ofStaging = { 'aws:resourcetag/slipway:environment': ['staging'] };
const repository = `arn:aws:ecr:${region}:${accountId}:repository/production/web`;

type Row = readonly [what: string, action: string, resource: string, keys?: Request['keys']];

export const forbidden: readonly Row[] = [
  ['make a role without the boundary', 'iam:CreateRole', `${iam}:role/slipway/web-production-x`],
  ['make a role elsewhere', 'iam:CreateRole', `${iam}:role/web-production-x`, boundary],
  ['take a boundary away', 'iam:DeleteRolePermissionsBoundary', `${iam}:role/slipway/web-production-task`],
  ['change itself', 'iam:PutRolePolicy', `${iam}:role/slipway/${applier}`, boundary],
  ['trust somebody else as itself', 'iam:UpdateAssumeRolePolicy', `${iam}:role/slipway/${applier}`],
  ['change the boundary', 'iam:CreatePolicyVersion', `${iam}:policy/slipway/slipway-boundary`],
  ['pass itself on', 'iam:PassRole', `${iam}:role/slipway/${applier}`, toTasks],
  ['write the state of bootstrap', 's3:PutObject', `${state}/bootstrap.tfstate`],
  ['delete a state', 's3:DeleteObject', `${state}/production/platform.tfstate`],
  ['delete the bucket of states', 's3:DeleteBucket', state],
  ['remove another network', 'ec2:DeleteVpc', `arn:aws:ec2:${region}:${accountId}:vpc/vpc-1`, ofStaging],
  ['let others into a repository by itself', 'ecr:SetRepositoryPolicy', repository],
  ['push an image by itself', 'ecr:PutImage', repository],
];

/** The same with everything right, so that the rows above are no for what they say. */
export const allowed: readonly Row[] = [
  ['make a role under the boundary', 'iam:CreateRole', `${iam}:role/slipway/web-production-x`, boundary],
  ['pass on a role of tasks', 'iam:PassRole', `${iam}:role/slipway/web-production-task`, toTasks],
  ['write a state', 's3:PutObject', `${state}/production/platform.tfstate`],
];

export function mayApply({ judgements }: Harbour, [, action, resource, keys = {}]: Row): boolean {
  const guarded = judgements.ofAccessKey(applier);
  if (guarded === undefined) throw new Error(`There is no role ${applier}.`);
  return judge(guarded.rights, { action, resource, keys }).kind === 'allowed';
}
