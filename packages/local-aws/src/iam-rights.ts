/**
 * Which rights IAM asks for behind a call: the action on each resource that the call names, and what it does besides
 * (tagging, passing roles on); `*` stands where an action knows no resources. Pure.
 */
import { clusterOf, rows, text, type Input } from './iam-resources.ts';
import type { CallContext, Service } from './service.ts';
import type { ServiceId } from './shapes.ts';

/** The service's name in an IAM action. */
export const iamPrefix: Readonly<Record<ServiceId, string>> = {
  ecs: 'ecs',
  ecr: 'ecr',
  elbv2: 'elasticloadbalancing',
  logs: 'logs',
  sts: 'sts',
  cloudwatch: 'cloudwatch',
  inspector2: 'inspector2',
};

/** Operations that IAM knows by the name of another one. */
const otherActions: Readonly<Record<string, string>> = { ListImageReferrers: 'BatchGetImage' };

export interface Right {
  /** `ecs:UpdateService` */
  readonly action: string;
  readonly resource: string;
}

export interface AuthorizedCall {
  readonly service: Pick<Service, 'id' | 'rolesPassed'>;
  readonly operation: string;
  readonly context: Pick<CallContext, 'account' | 'region'>;
}

/** @returns the ARNs of the resources that a call names */
export function resourcesOf(call: AuthorizedCall, input: Input): readonly string[] {
  const { service, operation, context } = call;
  const row = rows[service.id][operation];
  if (row === undefined) return ['*'];
  const place = `arn:aws:${iamPrefix[service.id]}:${context.region}:${context.account}:`;
  return row(input, (kind, name) => (name.startsWith('arn:') ? name : `${place}${kind}${name}`));
}

export function rightsOf(call: AuthorizedCall, input: Input): readonly Right[] {
  const { service, operation } = call;
  // Whoever has credentials may ask who they are; not even a denial changes that.
  if (service.id === 'sts') return [];
  const action = `${iamPrefix[service.id]}:${otherActions[operation] ?? operation}`;
  return [
    ...resourcesOf(call, input).map((resource) => ({ action, resource })),
    ...tagged(call, input).map((resource) => ({ action: 'ecs:TagResource', resource })),
    ...(service.rolesPassed?.(operation, input) ?? []).map((resource) => ({
      action: 'iam:PassRole',
      resource,
    })),
  ];
}

/** What a call tags while it makes it. */
function tagged({ service, operation, context }: AuthorizedCall, input: Input): readonly string[] {
  const { tags } = input;
  if (service.id !== 'ecs' || !Array.isArray(tags) || tags.length === 0) return [];
  const place = `arn:aws:ecs:${context.region}:${context.account}:`;
  if (operation === 'RegisterTaskDefinition') return [`${place}task-definition/${text(input, 'family')}:*`];
  if (operation === 'CreateCluster') return [`${place}cluster/${text(input, 'clusterName') || 'default'}`];
  if (operation === 'CreateService') {
    return [`${place}service/${clusterOf(input)}/${text(input, 'serviceName')}`];
  }
  return [];
}
