/** Lists of log groups and of log streams. */
import type { LogGroups } from './log-groups.ts';
import { groupName, invalid, page, textOf, type Input } from './log-input.ts';
import type { LogStream } from './log-stream.ts';

const mostListed = 50;

export function describeLogGroups(groups: LogGroups, input: Input): object {
  const prefix = textOf(input.logGroupNamePrefix) ?? '';
  const part = textOf(input.logGroupNamePattern) ?? '';
  const found = groups.all().filter(({ name }) => name.startsWith(prefix) && name.includes(part));
  const { items, nextToken } = page(found, input, mostListed);
  return {
    logGroups: items.map(({ name, arn, createdAt, retentionInDays, kmsKeyId, groupClass }) => ({
      logGroupName: name,
      arn: `${arn}:*`,
      logGroupArn: arn,
      creationTime: createdAt,
      retentionInDays,
      kmsKeyId,
      logGroupClass: groupClass,
      metricFilterCount: 0,
      storedBytes: 0,
    })),
    nextToken,
  };
}

export function describeLogStreams(groups: LogGroups, input: Input): object {
  const group = groups.group(groupName(input));
  const prefix = textOf(input.logStreamNamePrefix) ?? '';
  const byTime = input.orderBy === 'LastEventTime';
  if (byTime && prefix !== '') {
    throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const found = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(prefix))
    .sort(byTime ? (one, other) => lastTime(one) - lastTime(other) : byName);
  if (input.descending === true) found.reverse();
  const { items, nextToken } = page(found, input, mostListed);
  return { logStreams: items.map((stream) => streamOf(stream, group.arn)), nextToken };
}

function streamOf(stream: LogStream, groupArn: string): object {
  const lines = stream.lines();
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    firstEventTimestamp: lines[0]?.timestamp,
    lastEventTimestamp: lines.at(-1)?.timestamp,
    lastIngestionTime: lines.at(-1)?.timestamp,
    arn: `${groupArn}:log-stream:${stream.name}`,
    storedBytes: 0,
  };
}

const lastTime = (stream: LogStream): number => stream.lines().at(-1)?.timestamp ?? 0;
const byName = (one: LogStream, other: LogStream): number => (one.name < other.name ? -1 : 1);
