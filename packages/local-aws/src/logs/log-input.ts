/** What the operations of CloudWatch Logs share in reading their input, and its refusals in AWS's words. */
import { ServiceError } from '../service.ts';
import type { StoredLine } from './log-stream.ts';

export type Input = Readonly<Record<string, unknown>>;

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A group may be named or given as its ARN. */
export function groupName(input: Input): string {
  const identifier = textOf(input.logGroupName) ?? textOf(input.logGroupIdentifier);
  if (identifier === undefined) throw invalid('Log group name or log group identifier must be provided.');
  return identifier.replace(/^arn:aws:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');
}

export function limitOf(input: Input, most: number): number {
  const { limit } = input;
  if (limit === undefined) return most;
  if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw invalid(
    `1 validation error detected: Value '${JSON.stringify(limit)}' at 'limit' failed to satisfy constraint: ` +
      `Member must have value between 1 and ${String(most)}`,
  );
}

/** `startTime` is included, `endTime` is not; both in milliseconds since the epoch. */
export function isWithin(input: Input): (line: StoredLine) => boolean {
  const start = typeof input.startTime === 'number' ? input.startTime : -Infinity;
  const end = typeof input.endTime === 'number' ? input.endTime : Infinity;
  return ({ timestamp }) => timestamp >= start && timestamp < end;
}

/** One page of a list whose token is the index of its next item. */
export function page<T>(
  items: readonly T[],
  input: Input,
  most: number,
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
  const limit = limitOf(input, most);
  const from = input.nextToken === undefined ? 0 : Number(textOf(input.nextToken));
  if (!Number.isInteger(from) || from < 0) throw invalid('The specified nextToken is invalid.');
  const until = from + limit;
  return { items: items.slice(from, until), nextToken: until < items.length ? String(until) : undefined };
}

export const invalid = (message: string): ServiceError =>
  new ServiceError('InvalidParameterException', message);
