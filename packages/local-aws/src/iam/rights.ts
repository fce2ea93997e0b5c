/**
 * Which rights IAM asks for behind a call: the action on each resource that the call names, and what it does besides
 * (tagging, passing roles on); `*` stands where an action knows no resources. Pure.
 */
import type { CallContext, Service } from '../service.ts';
import type { ServiceId } from '../shapes.ts';
import type { Request } from './policy.ts';
import { keysOf } from './request-keys.ts';
import { serviceBehind } from './resources/ecs.ts';
import type { Input } from './resources/row.ts';
import { rows } from './resources/rows.ts';
import { taggedBy } from './tagging.ts';

/** The service's name in an IAM action. */
export const iamPrefix: Readonly<Record<ServiceId, string>> = {
  ecs: 'ecs',
  ecr: 'ecr',
  elbv2: 'elasticloadbalancing',
  logs: 'logs',
  sts: 'sts',
  cloudwatch: 'cloudwatch',
  inspector2: 'inspector2',
  autoscaling: 'application-autoscaling',
};

/** Operations that IAM knows by the name of another one. */
const otherActions: Readonly<Record<string, string>> = { ListImageReferrers: 'BatchGetImage' };

export interface AuthorizedCall {
  readonly service: Pick<Service, 'id' | 'rolesPassed'>;
  readonly operation: string;
  readonly context: Pick<CallContext, 'account' | 'region'>;
}

/** @returns the ARNs of the resources that a call names */
export function resourcesOf(call: AuthorizedCall, input: Input): readonly string[] {
  const { service, operation } = call;
  const row = rows[service.id][operation];
  if (row === undefined) return ['*'];
  const place = placeOf(call);
  return row(input, (kind, name) => (name.startsWith('arn:') ? name : `${place}${kind}${name}`));
}

const placeOf = ({ service, context }: AuthorizedCall): string =>
  `arn:aws:${iamPrefix[service.id]}:${context.region}:${context.account}:`;

/** What conditions may look at is that of the request; who calls is not known here. */
export function rightsOf(call: AuthorizedCall, input: Input): readonly Request[] {
  const { service, operation } = call;
  // Whoever has credentials may ask who they are; not even a denial changes that.
  if (service.id === 'sts') return [];
  const action = `${iamPrefix[service.id]}:${otherActions[operation] ?? operation}`;
  const place = placeOf(call);
  const named = resourcesOf(call, input);
  const all = new Set([...named, ...(service.id === 'ecs' ? named.flatMap(serviceBehind) : [])]);
  const tags = taggedBy(service.id, operation, input);
  return [
    ...[...all].map((resource) => ({
      action,
      resource,
      keys: keysOf({ id: service.id, operation, resource, place }, input),
    })),
    ...(tags === undefined
      ? []
      : [{ action: tags.action, resource: `${place}${tags.made}`, keys: tags.keys }]),
    ...(service.rolesPassed?.(operation, input) ?? []).map(({ arn, service: to }) => ({
      action: 'iam:PassRole',
      // ECS takes the mere name of a role as well.
      resource: arn.startsWith('arn:') ? arn : `arn:aws:iam::${call.context.account}:role/${arn}`,
      keys: { 'iam:passedtoservice': [to] },
    })),
  ];
}
