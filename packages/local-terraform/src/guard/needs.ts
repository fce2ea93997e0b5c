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
  sts: ({ operation }) => Promise.resolve(operation === 'GetCallerIdentity' ? [] : undefined),
};

/** Whoever has credentials may ask who they are. */
const free: ReadonlySet<string> = new Set(['sts:GetCallerIdentity']);

/** A place in an ARN where a name is missing. */
const nameless = /^$|[:/](?:\/|$)/;

/** @throws Error for a call of which it is not known what it needs, or what it is about */
export async function needsOf(call: Call, facts: Facts): Promise<readonly Request[]> {
  const name = `${call.service}:${call.operation}`;
  const needs = await services[call.service]?.(call, facts);
  if (needs === undefined) throw new Error(`The guard does not know which rights ${name} needs.`);
  if (free.has(name)) return needs;
  // No right to ask for would be no refusal.
  if (needs.length === 0 || needs.some(({ resource }) => nameless.test(resource))) {
    throw new Error(`The guard does not find what ${name} is about.`);
  }
  return needs.map((need) => ({ ...need, keys: { 'aws:requestedregion': [call.region], ...need.keys } }));
}
