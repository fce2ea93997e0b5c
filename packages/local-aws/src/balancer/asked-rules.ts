/** Actions and conditions as CreateListener, CreateRule and their Modify twins bring them. */
import { notImplemented, ServiceError } from '../service.ts';
import { groupNotFound } from './elb-errors.ts';
import type { Estate } from './estate.ts';
import { createForwardRule, type Weight } from './forward-rule.ts';
import type { Action, Condition } from './listener-rules.ts';

interface AskedAction {
  readonly Type?: string;
  readonly TargetGroupArn?: string;
  readonly ForwardConfig?: {
    readonly TargetGroups?: readonly { readonly TargetGroupArn?: string; readonly Weight?: number }[];
    readonly TargetGroupStickinessConfig?: { readonly Enabled?: boolean };
  };
  readonly FixedResponseConfig?: {
    readonly StatusCode?: string;
    readonly ContentType?: string;
    readonly MessageBody?: string;
  };
  readonly RedirectConfig?: {
    readonly Protocol?: string;
    readonly Host?: string;
    readonly Port?: string;
    readonly Path?: string;
    readonly Query?: string;
    readonly StatusCode?: string;
  };
}

/** @throws ServiceError for several actions, and for kinds that are not implemented */
export function askedAction(estate: Estate, ruleArn: string, value: unknown): Action {
  const [asked, ...others] = (Array.isArray(value) ? value : []) as readonly AskedAction[];
  if (asked === undefined) throw new ServiceError('ValidationError', 'Actions must be specified');
  if (others.length > 0) throw notImplemented('listener rules of several actions');
  switch (asked.Type) {
    case 'forward':
      return { kind: 'forward', shares: createForwardRule(ruleArn, askedWeights(estate, asked)) };
    case 'fixed-response':
      return fixedResponse(asked);
    case 'redirect':
      return redirect(asked);
    default:
      throw notImplemented(`listener actions of the type ${asked.Type ?? 'undefined'}`);
  }
}

function askedWeights({ groups }: Estate, { TargetGroupArn, ForwardConfig = {} }: AskedAction): Weight[] {
  const { TargetGroups = [{ TargetGroupArn }], TargetGroupStickinessConfig } = ForwardConfig;
  if (TargetGroupStickinessConfig?.Enabled === true) throw notImplemented('stickiness of target groups');
  return TargetGroups.map(({ TargetGroupArn: arn = '', Weight: percent = 1 }) => {
    const group = groups.get(arn);
    if (group === undefined) throw groupNotFound();
    return { group, percent };
  });
}

function fixedResponse(asked: AskedAction): Action {
  const {
    StatusCode = '200',
    ContentType = 'text/plain',
    MessageBody = '',
  } = asked.FixedResponseConfig ?? {};
  const answer = { status: Number(StatusCode), contentType: ContentType, body: MessageBody };
  return { kind: 'fixed-response', answer, asked };
}

function redirect(asked: AskedAction): Action {
  const config = asked.RedirectConfig ?? {};
  const {
    Protocol: protocol = '#{protocol}',
    Host: host = '#{host}',
    Port: port = '#{port}',
    Path: path = '/#{path}',
    Query: query = '#{query}',
  } = config;
  const target = { protocol, host, port, path, query };
  const whole = { Protocol: protocol, Host: host, Port: port, Path: path, Query: query };
  return {
    kind: 'redirect',
    target: { ...target, status: config.StatusCode === 'HTTP_301' ? 301 : 302 },
    asked: { ...asked, RedirectConfig: { ...whole, StatusCode: config.StatusCode } },
  };
}

interface AskedCondition {
  readonly Field?: string;
  readonly Values?: readonly string[];
  readonly PathPatternConfig?: { readonly Values?: readonly string[] };
  readonly HostHeaderConfig?: { readonly Values?: readonly string[] };
  readonly HttpRequestMethodConfig?: { readonly Values?: readonly string[] };
}

export function askedConditions(value: unknown): Condition[] {
  return ((Array.isArray(value) ? value : []) as readonly AskedCondition[]).map((asked) => {
    const field = asked.Field ?? '';
    const config = asked.PathPatternConfig ?? asked.HostHeaderConfig ?? asked.HttpRequestMethodConfig;
    if (!isField(field)) throw notImplemented(`listener conditions on ${field}`);
    return { field, values: config?.Values ?? asked.Values ?? [] };
  });
}

const isField = (name: string): name is Condition['field'] =>
  ['path-pattern', 'host-header', 'http-request-method'].includes(name);
