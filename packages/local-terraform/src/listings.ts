/**
 * How each service is asked for what it has, and what in its answer each thing is known by. What the stacks come to make
 * of another kind needs a row here to be seen. Pure.
 */
export interface Listing {
  /** In a line of what is left: `the network vpc-1`. */
  readonly kind: string;
  /** As the scope of a signature spells it, by which moto tells who is asked. */
  readonly service: string;
  /** JSON by its target, the query protocol by its members, REST by its path. */
  readonly target?: string;
  readonly members?: string;
  readonly path?: string;
  /** What is asked in JSON; nothing when left out. */
  readonly body?: string;
  /** Finds each by what it is known by. */
  readonly each: RegExp;
}

const member = (name: string): RegExp => new RegExp(`<${name}>([^<]+)</${name}>`, 'g');
const standing = (id: string): RegExp =>
  new RegExp(`<${id}>([^<]+)</${id}>(?:(?!</item>).)*?<state>(?!delet)`, 'gs');
export const field = (name: string): RegExp => new RegExp(`"${name}": ?"([^"]+)"`, 'g');

const network = (kind: string, operation: string, id: string): Listing => ({
  ...{ kind, service: 'ec2', members: `Action=${operation}&Version=2016-11-15`, each: member(id) },
});

const iam = (kind: string, operation: string, each: RegExp): Listing => ({
  ...{ kind, service: 'iam', members: `Action=${operation}&Version=2010-05-08`, each },
});

export const json = (kind: string, service: string, target: string, each: RegExp, body = '{}'): Listing => ({
  ...{ kind, service, target, each, body },
});

export const inMoto: readonly Listing[] = [
  network('network', 'DescribeVpcs', 'vpcId'),
  network('subnet', 'DescribeSubnets', 'subnetId'),
  network('route table', 'DescribeRouteTables', 'routeTableId'),
  network('internet gateway', 'DescribeInternetGateways', 'internetGatewayId'),
  network('address', 'DescribeAddresses', 'allocationId'),
  network('security group', 'DescribeSecurityGroups', 'groupId'),
  network('network interface', 'DescribeNetworkInterfaces', 'networkInterfaceId'),
  network('flow log', 'DescribeFlowLogs', 'flowLogId'),
  // These two are listed for a while after they are deleted, with their state behind their id.
  { ...network('endpoint', 'DescribeVpcEndpoints', ''), each: standing('vpcEndpointId') },
  { ...network('NAT gateway', 'DescribeNatGateways', ''), each: standing('natGatewayId') },
  iam('role', 'ListRoles', /<Arn>([^<]+:role\/[^<]+)</g),
  iam('policy', 'ListPolicies&Scope=Local', /<Arn>([^<]+:policy\/[^<]+)</g),
  iam('identity provider', 'ListOpenIDConnectProviders', /<Arn>([^<]+:oidc-provider\/[^<]+)</g),
  { kind: 'bucket', service: 's3', path: '/', each: member('Name') },
  { kind: 'zone', service: 'route53', path: '/2013-04-01/hostedzone', each: member('Id') },
  { kind: 'detector', service: 'guardduty', path: '/detector', each: /"([0-9a-f]{32})"/g },
  json('certificate', 'acm', 'CertificateManager.ListCertificates', field('CertificateArn')),
  json('alias of a key', 'kms', 'TrentService.ListAliases', field('AliasName')),
  json('parameter', 'ssm', 'AmazonSSM.DescribeParameters', field('Name')),
  json('web ACL', 'wafv2', 'AWSWAF_20190729.ListWebACLs', field('ARN'), '{"Scope":"REGIONAL"}'),
  json(
    'trail',
    'cloudtrail',
    'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DescribeTrails',
    field('TrailARN'),
  ),
  {
    kind: 'topic',
    service: 'sns',
    members: 'Action=ListTopics&Version=2010-03-31',
    each: member('TopicArn'),
  },
  {
    ...{ kind: 'subscription', service: 'sns', each: member('SubscriptionArn') },
    members: 'Action=ListSubscriptions&Version=2010-03-31',
  },
];

const containers = 'AmazonEC2ContainerServiceV20141113';
const watching = 'GraniteServiceVersion20100801';
const scaling = 'AnyScaleFrontendService';
const inEcs = '{"ServiceNamespace":"ecs"}';

const balancing = (kind: string, operation: string, each: string): Listing => ({
  ...{ kind, service: 'elasticloadbalancing', each: member(each) },
  members: `Action=${operation}&Version=2015-12-01`,
});

export const inLocalCloud: readonly Listing[] = [
  json('cluster', 'ecs', `${containers}.ListClusters`, /"(arn:[^"]+)"/g),
  json('task definition', 'ecs', `${containers}.ListTaskDefinitions`, /"(arn:[^"]+)"/g),
  json(
    'repository',
    'ecr',
    'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
    field('repositoryName'),
  ),
  json('log group', 'logs', 'Logs_20140328.DescribeLogGroups', field('logGroupName')),
  json('alarm', 'monitoring', `${watching}.DescribeAlarms`, field('AlarmName')),
  json('dashboard', 'monitoring', `${watching}.ListDashboards`, field('DashboardName')),
  json(
    'scalable target',
    'application-autoscaling',
    `${scaling}.DescribeScalableTargets`,
    field('ResourceId'),
    inEcs,
  ),
  json(
    'scaling policy',
    'application-autoscaling',
    `${scaling}.DescribeScalingPolicies`,
    field('PolicyName'),
    inEcs,
  ),
  balancing('load balancer', 'DescribeLoadBalancers', 'LoadBalancerArn'),
  balancing('target group', 'DescribeTargetGroups', 'TargetGroupArn'),
];

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function questionOf({ target, members, body = '' }: Listing): Question {
  if (target !== undefined) {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    return { method: 'POST', headers, body };
  }
  if (members === undefined) return {};
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', headers, body: members };
}
