/** Target groups: created, changed, deleted. */
import { notImplemented, ServiceError, type Operation } from '../service.ts';
import { numberOf, textOf } from './asked-values.ts';
import { targetGroupAnswer } from './elb-answers.ts';
import { duplicateGroup, groupInUse, groupNotFound } from './elb-errors.ts';
import type { ElbParts } from './elb-parts.ts';
import { balancersBefore, type Estate } from './estate.ts';
import { createTargetGroup, type TargetGroup, type TargetGroupSettings } from './target-group.ts';

type Input = Readonly<Record<string, unknown>>;

export const changingTargetGroups = (parts: ElbParts): Readonly<Record<string, Operation>> => ({
  CreateTargetGroup: (input) => createGroup(parts, input),
  ModifyTargetGroup: (input) => modifyGroup(parts.estate, input),
  DeleteTargetGroup: (input) => deleteGroup(parts, input),
});

const defaults: Omit<TargetGroupSettings, 'name' | 'port'> = {
  deregistrationDelay: 300_000,
  healthCheck: {
    path: '/',
    interval: 30_000,
    timeout: 5000,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
    matcher: '200',
  },
};

function createGroup({ estate, arns, clock, tags }: ElbParts, input: Input): object {
  const targetType = textOf(input.TargetType, 'instance');
  const protocol = `${textOf(input.Protocol, 'HTTP')} ${textOf(input.ProtocolVersion, 'HTTP1')}`;
  if (targetType !== 'ip') throw notImplemented(`target groups of the target type ${targetType}`);
  if (protocol !== 'HTTP HTTP1') throw notImplemented(`target groups of the protocol ${protocol}`);
  const name = String(input.Name);
  const arn = arns.targetGroup(name);
  if (estate.groups.has(arn)) throw duplicateGroup(name);
  const vpcId = typeof input.VpcId === 'string' ? input.VpcId : undefined;
  const settings = { ...defaults, name, port: Number(input.Port ?? 80), vpcId };
  const group = createTargetGroup(arn, { ...settings, ...checkOf(input, settings) }, clock);
  estate.groups.set(arn, group);
  tags.putAsked(arn, input);
  return { TargetGroups: [targetGroupAnswer(estate, group)] };
}

function modifyGroup(estate: Estate, input: Input): object {
  const group = groupNamed(estate, input);
  group.change({ ...group.settings(), ...checkOf(input, group.settings()) });
  return { TargetGroups: [targetGroupAnswer(estate, group)] };
}

type CheckSettings = Pick<TargetGroupSettings, 'healthCheck' | 'healthCheckPort'>;

/** The health check with what the request says of it. */
function checkOf(input: Input, { healthCheck: before, healthCheckPort: portBefore }: CheckSettings) {
  if (input.HealthCheckEnabled === false) throw notImplemented('target groups without health checks');
  const protocol = textOf(input.HealthCheckProtocol, 'HTTP');
  if (protocol !== 'HTTP') throw notImplemented(`health checks of the protocol ${protocol}`);
  const healthCheckPort = textOf(input.HealthCheckPort, portBefore ?? 'traffic-port');
  if (healthCheckPort !== 'traffic-port' && !/^\d{1,5}$/.test(healthCheckPort)) {
    throw new ServiceError('ValidationError', `Health check port '${healthCheckPort}' is not valid`);
  }
  const { HttpCode } = (input.Matcher ?? {}) as { readonly HttpCode?: string };
  const healthCheck = {
    path: textOf(input.HealthCheckPath, before.path),
    interval: numberOf(input.HealthCheckIntervalSeconds, before.interval / 1000) * 1000,
    timeout: numberOf(input.HealthCheckTimeoutSeconds, before.timeout / 1000) * 1000,
    healthyThreshold: numberOf(input.HealthyThresholdCount, before.healthyThreshold),
    unhealthyThreshold: numberOf(input.UnhealthyThresholdCount, before.unhealthyThreshold),
    matcher: textOf(HttpCode, before.matcher),
  };
  if (healthCheck.timeout >= healthCheck.interval) {
    throw new ServiceError('ValidationError', 'Health check timeout must be smaller than the interval');
  }
  return { healthCheck, healthCheckPort };
}

function deleteGroup({ estate, tags, attributes }: ElbParts, input: Input): object {
  const group = estate.groups.get(String(input.TargetGroupArn));
  if (group === undefined) return {};
  if (balancersBefore(estate, group).length > 0) throw groupInUse(group.arn);
  estate.groups.delete(group.arn);
  group.close();
  tags.forget(group.arn);
  attributes.forget(group.arn);
  return {};
}

function groupNamed({ groups }: Estate, { TargetGroupArn }: Input): TargetGroup {
  const group = groups.get(String(TargetGroupArn));
  if (group === undefined) throw groupNotFound();
  return group;
}
