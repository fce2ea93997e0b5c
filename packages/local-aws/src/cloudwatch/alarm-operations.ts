/** The operations on alarms: put, describe, set a state, delete. */
import type {
  DeleteAlarmsInput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  MetricAlarm,
  PutMetricAlarmInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import type { AlarmState } from '../ports.ts';
import { tagsIn } from '../resource-tags.ts';
import { ServiceError } from '../service.ts';
import { alarmSettings } from './alarm-settings.ts';
import type { AlarmRecord } from './alarm-record.ts';
import type { AlarmStore } from './alarms.ts';
import { pageOf } from './paging.ts';

export function putMetricAlarm(alarms: AlarmStore, request: PutMetricAlarmInput): object {
  const name = request.AlarmName ?? '';
  const isNew = alarms.stateOf(name) === undefined;
  const { arn } = alarms.put(name, alarmSettings(request));
  // As on AWS: the tags of an alarm that is there already are left to TagResource.
  if (isNew) alarms.tags.put(arn, tagsIn(request.Tags));
  return {};
}

export function deleteAlarms(alarms: AlarmStore, { AlarmNames = [] }: DeleteAlarmsInput): object {
  alarms.delete(AlarmNames);
  return {};
}

export function setAlarmState(alarms: AlarmStore, request: SetAlarmStateInput): object {
  const { AlarmName = '', StateValue = '', StateReason = '', StateReasonData } = request;
  if (!isState(StateValue)) {
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${StateValue}' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]`,
    );
  }
  alarms.set(AlarmName, StateValue, StateReason, StateReasonData);
  return {};
}

const isState = (name: string): name is AlarmState => ['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(name);

/** There are metric alarms only, so that to ask for other types alone is to ask for none. */
export function describeAlarms(alarms: AlarmStore, request: DescribeAlarmsInput): DescribeAlarmsOutput {
  const { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix, AlarmTypes } = request;
  if (AlarmNames !== undefined && AlarmNamePrefix !== undefined) {
    throw new ServiceError(
      'InvalidParameterCombinationException',
      'AlarmNames and AlarmNamePrefix can not be used together.',
    );
  }
  if (AlarmTypes !== undefined && !AlarmTypes.includes('MetricAlarm')) {
    return { MetricAlarms: [], CompositeAlarms: [] };
  }
  const found = alarms
    .all()
    .filter(({ name }) => AlarmNames?.includes(name) !== false)
    .filter(({ name }) => AlarmNamePrefix === undefined || name.startsWith(AlarmNamePrefix))
    .filter(({ state }) => StateValue === undefined || state === StateValue)
    .map(alarmAnswer)
    .filter((alarm) => ActionPrefix === undefined || hasAction(alarm, ActionPrefix));
  const { items, nextToken } = pageOf(found, request, 50);
  return { MetricAlarms: items, CompositeAlarms: [], ...(nextToken && { NextToken: nextToken }) };
}

const hasAction = (
  { AlarmActions, OKActions, InsufficientDataActions }: MetricAlarm,
  prefix: string,
): boolean =>
  [AlarmActions, OKActions, InsufficientDataActions].flat().some((each) => each?.startsWith(prefix) === true);

function alarmAnswer(record: AlarmRecord): MetricAlarm {
  const { settings } = record;
  return {
    AlarmName: record.name,
    AlarmArn: record.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(record.configuredAt),
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    ...(settings.kind === 'scripted' ? scriptedMembers(record.name) : metricMembers(settings.request)),
    StateValue: record.state,
    StateReason: record.reason,
    ...(record.reasonData !== undefined && { StateReasonData: record.reasonData }),
    StateUpdatedTimestamp: new Date(record.updatedAt),
    StateTransitionedTimestamp: new Date(record.changedAt),
  };
}

/** All that was asked for but the tags, which ListTagsForResource tells. */
function metricMembers(request: PutMetricAlarmInput): MetricAlarm {
  const members = Object.entries(request).filter(([name, value]) => name !== 'Tags' && value !== undefined);
  const dimensions = request.Metrics === undefined ? { Dimensions: [] } : {};
  return { ...dimensions, ...(Object.fromEntries(members) as MetricAlarm) };
}

/** So that a client that prints an alarm has something to print. */
const scriptedMembers = (name: string): MetricAlarm => ({
  AlarmDescription: 'An alarm of the world file',
  Namespace: 'Slipway/World',
  MetricName: name,
  Dimensions: [],
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
});
