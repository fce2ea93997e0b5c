/** The rights behind calls to WAF: on the web ACL, on the load balancer behind it, and on where its log goes. Pure. */
import type { Request } from '@slipway/local-aws/iam/policy';
import { text, type Call, type Input } from './call.ts';
import { jsonTags, need, tagKeys, type Needs } from './need.ts';

type Row = (call: Call) => readonly Request[];

const balancing = 'elasticloadbalancing';

const rows: Readonly<Record<string, Row>> = {
  CreateWebACL: (call) => [
    ...changing(call),
    need('wafv2:TagResource', webAcl(call), tagKeys('request', jsonTags(call.input.Tags))),
  ],
  UpdateWebACL: (call) => changing(call),
  DeleteWebACL: (call) => [need('wafv2:DeleteWebACL', webAcl(call))],
  GetWebACL: (call) => [need('wafv2:GetWebACL', webAcl(call))],
  ListTagsForResource: ({ input }) => [need('wafv2:ListTagsForResource', text(input, 'ResourceARN'))],
  AssociateWebACL: ({ input }) => {
    const balancer = text(input, 'ResourceArn');
    return [
      need('wafv2:AssociateWebACL', text(input, 'WebACLArn')),
      need('wafv2:AssociateWebACL', balancer),
      need(`${balancing}:CreateWebACLAssociation`, balancer),
      need(`${balancing}:SetWebACL`, '*'),
    ];
  },
  DisassociateWebACL: ({ input }) => {
    const balancer = text(input, 'ResourceArn');
    return [
      need('wafv2:DisassociateWebACL', balancer),
      need(`${balancing}:DeleteWebACLAssociation`, balancer),
      need(`${balancing}:SetWebACL`, '*'),
    ];
  },
  GetWebACLForResource: (call) => {
    const balancer = text(call.input, 'ResourceArn');
    return [
      need('wafv2:GetWebACLForResource', balancer),
      // Which one it is the answer tells: asked is for any.
      ...['GetWebACLForResource', 'GetWebACL'].map((name) =>
        need(`wafv2:${name}`, `${place(call)}/webacl/*`),
      ),
      need(`${balancing}:GetLoadBalancerWebACL`, balancer),
    ];
  },
  GetLoggingConfiguration: ({ input }) => [need('wafv2:GetLoggingConfiguration', text(input, 'ResourceArn'))],
  PutLoggingConfiguration: ({ input, account }) => {
    const { ResourceArn } = input.LoggingConfiguration as { readonly ResourceArn: string };
    const service = 'wafv2.amazonaws.com';
    return [
      need('wafv2:PutLoggingConfiguration', ResourceArn),
      ...['CreateLogDelivery', 'DescribeLogGroups', 'DescribeResourcePolicies', 'PutResourcePolicy'].map(
        (name) => need(`logs:${name}`, '*'),
      ),
      need('iam:CreateServiceLinkedRole', `arn:aws:iam::${account}:role/aws-service-role/${service}/*`, {
        'iam:awsservicename': [service],
      }),
    ];
  },
  DeleteLoggingConfiguration: ({ input }) => [
    need('wafv2:DeleteLoggingConfiguration', text(input, 'ResourceArn')),
    need('logs:DeleteLogDelivery', '*'),
  ],
};

export const firewallNeeds: Needs = (call) => Promise.resolve(rows[call.operation]?.(call));

/** AWS's own rules are resources, too, which it names by no more than this. */
const changing = (call: Call): readonly Request[] => {
  const keys = tagKeys('request', jsonTags(call.input.Tags));
  return [webAcl(call), `${place(call)}/managedruleset/*/*`].map((resource) =>
    need(`wafv2:${call.operation}`, resource, keys),
  );
};

const place = ({ region, account }: Call): string => `arn:aws:wafv2:${region}:${account}:regional`;

const webAcl = (call: Call): string =>
  `${place(call)}/webacl/${text(call.input, 'Name')}/${idOf(call.input)}`;

const idOf = (input: Input): string => text(input, 'Id') || '*';
