/**
 * Which rights IAM asks for behind a call to one of moto's services: the rows follow the Service Authorization
 * Reference, for what Terraform calls on Slipway's stacks. What has no row is told, and never passed unseen.
 */
import type { Request } from '@slipway/local-aws/iam/policy';
import type { Call } from './call.ts';
import { identityNeeds } from './identity-needs.ts';
import { networkNeeds } from './network-needs.ts';
import { nameNeeds } from './name-needs.ts';
import { storageNeeds } from './storage-needs.ts';
import { tellingNeeds } from './telling-needs.ts';
import { firewallNeeds } from './firewall-needs.ts';
import type { Facts } from './facts.ts';
import type { Needs } from './need.ts';

const services: Readonly<Record<string, Needs>> = {
  ec2: networkNeeds,
  iam: identityNeeds,
  s3: storageNeeds,
  acm: nameNeeds,
  route53: nameNeeds,
  sns: tellingNeeds,
  ssm: tellingNeeds,
  wafv2: firewallNeeds,
  // Whoever has credentials may ask who they are.
  sts: ({ operation }) => Promise.resolve(operation === 'GetCallerIdentity' ? [] : undefined),
};

/** @throws Error for a call of which it is not known what it needs */
export async function needsOf(call: Call, facts: Facts): Promise<readonly Request[]> {
  const needs = await services[call.service]?.(call, facts);
  if (needs === undefined) {
    throw new Error(`The guard does not know which rights ${call.service}:${call.operation} needs.`);
  }
  return needs.map((need) => ({ ...need, keys: { 'aws:requestedregion': [call.region], ...need.keys } }));
}
