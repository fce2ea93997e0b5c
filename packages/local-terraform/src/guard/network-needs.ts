/** The rights behind calls to EC2: on every part of a network that a call names, and on the one that it makes. */
import type { Request } from '@slipway/local-aws/iam/policy';
import { numbered, text, type Call } from './call.ts';
import type { Facts, Tags } from './facts.ts';
import { need, tagKeys, type Needs } from './need.ts';

interface Row {
  /** Members that name parts which are there. */
  readonly on?: readonly string[];
  readonly makes?: string;
}

const rows: Readonly<Record<string, Row>> = {
  AllocateAddress: { makes: 'elastic-ip' },
  AssociateRouteTable: { on: ['RouteTableId', 'SubnetId', 'GatewayId'] },
  AttachInternetGateway: { on: ['InternetGatewayId', 'VpcId'] },
  AuthorizeSecurityGroupEgress: { on: ['GroupId'], makes: 'security-group-rule' },
  AuthorizeSecurityGroupIngress: { on: ['GroupId'], makes: 'security-group-rule' },
  CreateFlowLogs: { on: ['ResourceId'], makes: 'vpc-flow-log' },
  CreateInternetGateway: { makes: 'internet-gateway' },
  CreateNatGateway: { on: ['AllocationId', 'SubnetId'], makes: 'natgateway' },
  CreateRoute: { on: ['RouteTableId'] },
  CreateRouteTable: { on: ['VpcId'], makes: 'route-table' },
  CreateSecurityGroup: { on: ['VpcId'], makes: 'security-group' },
  CreateSubnet: { on: ['VpcId'], makes: 'subnet' },
  CreateTags: { on: ['ResourceId'] },
  CreateVpc: { makes: 'vpc' },
  CreateVpcEndpoint: { on: ['VpcId', 'RouteTableId', 'SecurityGroupId', 'SubnetId'], makes: 'vpc-endpoint' },
  DeleteFlowLogs: { on: ['FlowLogId'] },
  DeleteInternetGateway: { on: ['InternetGatewayId'] },
  DeleteNatGateway: { on: ['NatGatewayId'] },
  DeleteRoute: { on: ['RouteTableId'] },
  DeleteRouteTable: { on: ['RouteTableId'] },
  DeleteSecurityGroup: { on: ['GroupId'] },
  DeleteSubnet: { on: ['SubnetId'] },
  DeleteTags: { on: ['ResourceId'] },
  DeleteVpc: { on: ['VpcId'] },
  DeleteVpcEndpoints: { on: ['VpcEndpointId'] },
  DescribeVpcAttribute: { on: ['VpcId'] },
  DetachInternetGateway: { on: ['InternetGatewayId', 'VpcId'] },
  ModifySubnetAttribute: { on: ['SubnetId'] },
  ModifyVpcAttribute: { on: ['VpcId'] },
  ReleaseAddress: { on: ['AllocationId'] },
  RevokeSecurityGroupEgress: { on: ['GroupId'] },
  RevokeSecurityGroupIngress: { on: ['GroupId'] },
};

/** What is named by an association alone: who describes it, by which filter, and what it is in the answer. */
const associated: Readonly<Record<string, readonly [operation: string, filter: string, member: string]>> = {
  DisassociateAddress: ['DescribeAddresses', 'association-id', 'allocationId'],
  DisassociateRouteTable: ['DescribeRouteTables', 'association.route-table-association-id', 'routeTableId'],
};

const kinds: Readonly<Record<string, string>> = {
  eipalloc: 'elastic-ip',
  fl: 'vpc-flow-log',
  igw: 'internet-gateway',
  nat: 'natgateway',
  rtb: 'route-table',
  sg: 'security-group',
  sgr: 'security-group-rule',
  subnet: 'subnet',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
};

function kindOf(id: string): string {
  const kind = kinds[id.replace(/-.*$/, '')];
  if (kind === undefined) throw new Error(`The guard does not know what ${id} is.`);
  return kind;
}

export const networkNeeds: Needs = async (call, facts) => {
  const { operation, input } = call;
  const row = rows[operation] ?? (operation in associated ? {} : undefined);
  if (row === undefined) {
    return operation.startsWith('Describe') ? [need(`ec2:${operation}`, '*')] : undefined;
  }
  const named = (row.on ?? []).flatMap((member) => numbered(input, member));
  const ids = [...named, ...(await behind(call, facts))];
  // What it makes is not all that it is about.
  if (ids.length === 0 && row.on !== undefined) return [];
  const there = ids.map(async (id) =>
    need(`ec2:${operation}`, arnOf(call, kindOf(id), id), {
      ...tagKeys('resource', await facts.networkTags(id)),
      ...tagKeys('request', tagsIn(call, 'Tag')),
    }),
  );
  return [...(await Promise.all(there)), ...made(call, row.makes), ...passed(call)];
};

async function behind({ operation, input }: Call, facts: Facts): Promise<readonly string[]> {
  const found = associated[operation];
  if (found === undefined) return [];
  const [describing, filter, member] = found;
  return facts.idsBehind(describing, filter, text(input, 'AssociationId'), member);
}

/** What has no id yet has `*` in its place. To tag it meanwhile is a right of its own. */
function made(call: Call, kind: string | undefined): readonly Request[] {
  if (kind === undefined) return [];
  const tags = tagsIn(call, 'TagSpecification.1.Tag');
  const keys = tagKeys('request', tags);
  const resource = arnOf(call, kind, '*');
  const tagging = need('ec2:CreateTags', resource, { ...keys, 'ec2:createaction': [call.operation] });
  return [need(`ec2:${call.operation}`, resource, keys), ...(tags.length > 0 ? [tagging] : [])];
}

/** A flow log writes as a role. */
function passed({ input }: Call): readonly Request[] {
  const role = text(input, 'DeliverLogsPermissionArn');
  const keys = { 'iam:passedtoservice': ['vpc-flow-logs.amazonaws.com'] };
  return role === '' ? [] : [need('iam:PassRole', role, keys)];
}

const arnOf = ({ region, account }: Call, kind: string, id: string): string =>
  `arn:aws:ec2:${region}:${account}:${kind}/${id}`;

/** `Tag.1.Key`, `Tag.1.Value`, `Tag.2.Key` … */
const tagsIn = ({ input }: Call, member: string): Tags =>
  Object.entries(input).flatMap(([key, value]) =>
    key.startsWith(`${member}.`) && key.endsWith('.Key')
      ? [[String(value), text(input, key.replace(/Key$/, 'Value'))] as const]
      : [],
  );
