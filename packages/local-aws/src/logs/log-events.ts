/** Reading log lines: one stream page by page in both directions, or several streams in order of time. */
import { ServiceError } from '../service.ts';
import type { LogGroups } from './log-groups.ts';
import { groupName, invalid, isWithin, limitOf, page, textOf, type Input } from './log-input.ts';
import type { StoredLine } from './log-stream.ts';

const mostEvents = 10_000;

/** GetLogEvents: the newest page unless `startFromHead`. At an end, its token comes back unchanged. */
export function getLogEvents(groups: LogGroups, input: Input, now: number): object {
  const stream = groups.stream(groupName(input), textOf(input.logStreamName) ?? '');
  const lines = stream.lines().filter(isWithin(input));
  const limit = limitOf(input, mostEvents);
  const token = textOf(input.nextToken);
  const events = token === undefined ? firstPage(lines, limit, input) : pageAt(lines, limit, token);
  const bounds = boundsOf(events, lines, token);
  return {
    events: events.map(({ timestamp, message }) => ({ timestamp, message, ingestionTime: now })),
    nextForwardToken: tokenOf('f', bounds.next),
    nextBackwardToken: tokenOf('b', bounds.first),
  };
}

function firstPage(lines: readonly StoredLine[], limit: number, input: Input): readonly StoredLine[] {
  return input.startFromHead === true ? lines.slice(0, limit) : lines.slice(-limit);
}

/** `f/‹n›` goes on with line n, `b/‹n›` ends before it. */
function pageAt(lines: readonly StoredLine[], limit: number, token: string): readonly StoredLine[] {
  const { direction, number } = readToken(token);
  if (direction === 'f') return lines.filter((line) => line.number >= number).slice(0, limit);
  return lines.filter((line) => line.number < number).slice(-limit);
}

/** Numbers of the page's first line and of the line after its last; an empty page stays where it was asked. */
function boundsOf(
  events: readonly StoredLine[],
  lines: readonly StoredLine[],
  token: string | undefined,
): { readonly first: number; readonly next: number } {
  const first = events[0]?.number;
  const last = events.at(-1)?.number;
  if (first !== undefined && last !== undefined) return { first, next: last + 1 };
  const at = token === undefined ? (lines.at(-1)?.number ?? -1) + 1 : readToken(token).number;
  return { first: at, next: at };
}

const tokenOf = (direction: 'f' | 'b', number: number): string =>
  `${direction}/${String(number).padStart(56, '0')}`;

function readToken(token: string): { readonly direction: string; readonly number: number } {
  const [, direction, digits] = /^([fb])\/(\d{56})$/.exec(token) ?? [];
  if (direction === undefined) throw invalid('The specified nextToken is invalid.');
  return { direction, number: Number(digits) };
}

/** FilterLogEvents, by streams and time. */
export function filterLogEvents(groups: LogGroups, input: Input, now: number): object {
  if (input.filterPattern !== undefined && input.filterPattern !== '') {
    throw new ServiceError('NotImplemented', 'The local cloud does not read filterPattern yet.', 501);
  }
  const group = groups.group(groupName(input));
  const names = Array.isArray(input.logStreamNames) ? input.logStreamNames.map(String) : undefined;
  const prefix = textOf(input.logStreamNamePrefix) ?? '';
  const streams = [...group.streams.values()].filter(
    ({ name }) => (names === undefined || names.includes(name)) && name.startsWith(prefix),
  );
  const events = streams
    .flatMap((stream) => stream.lines().map((line) => ({ ...line, stream: stream.name })))
    .filter(isWithin(input))
    .sort((one, other) => one.timestamp - other.timestamp);
  const { items, nextToken } = page(events, input, mostEvents);
  return {
    events: items.map(({ timestamp, message, number, stream }) => ({
      logStreamName: stream,
      timestamp,
      message,
      ingestionTime: now,
      eventId: `${stream}/${String(number)}`,
    })),
    searchedLogStreams: [],
    nextToken,
  };
}
