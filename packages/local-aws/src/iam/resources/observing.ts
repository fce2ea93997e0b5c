/** The resources that operations of CloudWatch and of its Logs name. Pure. */
import { byArn, text, texts, type Row, type Rows } from './row.ts';

/** Where a call is about a group, IAM compares a stream without a name. */
const logStream: Row = (input, arn) => {
  const group =
    text(input, 'logGroupName') || text(input, 'logGroupIdentifier').replace(/^.*:log-group:/, '');
  return [arn('log-group:', `${group}:log-stream:${text(input, 'logStreamName')}`)];
};

export const logs: Rows = {
  CreateLogGroup: logStream,
  DeleteLogGroup: logStream,
  AssociateKmsKey: logStream,
  DisassociateKmsKey: logStream,
  DeleteRetentionPolicy: logStream,
  PutRetentionPolicy: logStream,
  ListTagsForResource: byArn('resourceArn'),
  TagResource: byArn('resourceArn'),
  UntagResource: byArn('resourceArn'),
  DescribeLogGroups: logStream,
  DescribeLogStreams: logStream,
  FilterLogEvents: logStream,
  GetLogEvents: logStream,
};

const alarms: Row = (input, arn) => {
  const names = [...texts(input, 'AlarmNames'), ...[text(input, 'AlarmName')].filter((name) => name !== '')];
  return (names.length === 0 ? ['*'] : names).map((name) => arn('alarm:', name));
};

/** Dashboards belong to no region. */
const dashboards: Row = (input, arn) =>
  [...texts(input, 'DashboardNames'), text(input, 'DashboardName')]
    .filter((name) => name !== '')
    .map((name) => arn('dashboard/', name).replace(/^(arn:[^:]*:[^:]*:)[^:]*/, '$1'));

export const cloudwatch: Rows = {
  PutDashboard: dashboards,
  GetDashboard: dashboards,
  DeleteDashboards: dashboards,
  DeleteAlarms: alarms,
  DescribeAlarms: alarms,
  PutMetricAlarm: alarms,
  SetAlarmState: alarms,
  ListTagsForResource: byArn('ResourceARN'),
  TagResource: byArn('ResourceARN'),
  UntagResource: byArn('ResourceARN'),
};
