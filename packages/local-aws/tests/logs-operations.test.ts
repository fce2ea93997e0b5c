import { describe, expect, test } from '@jest/globals';
import { createLogs } from '../src/logs/logs.ts';
import { virtualClock } from '../src/clock.ts';

const context = { account: '', region: '', endpoint: '', accessKeyId: '' };
const group = '/app/web';
const one = { logGroupName: group, logStreamName: 'web/1' };

interface Page {
  readonly events: readonly { readonly message: string; readonly timestamp: number }[];
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
  readonly nextToken?: string;
}

function logs() {
  const clock = virtualClock();
  const { service, store } = createLogs({
    world: { account: '000000000000', region: 'eu-west-1', logGroups: [{ name: group }] },
    clock,
  });
  const call = (operation: string, input: object): object => {
    const run = service.operations[operation];
    if (run === undefined) throw new Error(operation);
    return run({ ...input }, context);
  };
  const get = (input: object = {}): Page => call('GetLogEvents', { ...one, ...input }) as Page;
  const write = (count: number, stream = 'web/1'): void => {
    for (let line = 0; line < count; line += 1) {
      store.append({ group, stream }, `${stream} ${String(line)}`);
      clock.advance(1);
    }
  };
  return { clock, call, get, write };
}

const numbers = (page: Page): number[] => page.events.map(({ message }) => Number(message.split(' ')[1]));

describe('GetLogEvents', () => {
  test('gives the newest lines, oldest first', () => {
    const { get, write } = logs();
    write(5);
    expect(numbers(get({ limit: 2 }))).toEqual([3, 4]);
  });

  test('gives the oldest lines from the head, and goes forward by token to an end that repeats its token', () => {
    const { get, write } = logs();
    write(5);
    const first = get({ limit: 3, startFromHead: true });
    const second = get({ limit: 3, nextToken: first.nextForwardToken });
    const end = get({ limit: 3, nextToken: second.nextForwardToken });
    expect([numbers(first), numbers(second), numbers(end)]).toEqual([[0, 1, 2], [3, 4], []]);
    expect(end.nextForwardToken).toBe(second.nextForwardToken);
    write(1);
    expect(get({ nextToken: end.nextForwardToken }).events).toHaveLength(1);
  });

  test('goes backward by token', () => {
    const { get, write } = logs();
    write(5);
    const last = get({ limit: 3 });
    const before = get({ limit: 3, nextToken: last.nextBackwardToken });
    const end = get({ limit: 3, nextToken: before.nextBackwardToken });
    expect([numbers(last), numbers(before), numbers(end)]).toEqual([[2, 3, 4], [0, 1], []]);
    expect(end.nextBackwardToken).toBe(before.nextBackwardToken);
  });

  test('includes the start time and excludes the end time', () => {
    const { get, write, clock } = logs();
    const start = clock.now();
    write(5);
    expect(numbers(get({ startTime: start + 1, endTime: start + 3 }))).toEqual([1, 2]);
  });

  test('takes the group by its ARN', () => {
    const { call, write } = logs();
    write(1);
    const logGroupIdentifier = `arn:aws:logs:eu-west-1:000000000000:log-group:${group}`;
    const page = call('GetLogEvents', { logGroupIdentifier, logStreamName: 'web/1' }) as Page;
    expect(numbers(page)).toEqual([0]);
  });

  test('keeps the newest 10,000 lines of a stream, and tokens stay right', () => {
    const { get, write } = logs();
    write(3);
    const { nextForwardToken } = get();
    write(12_500);
    const page = get({ nextToken: nextForwardToken });
    expect(page.events).toHaveLength(10_000);
    expect(numbers(page)[0]).toBe(2500);
    expect(numbers(page).at(-1)).toBe(12_499);
  });

  test.each([
    [
      'a missing group',
      { logGroupName: 'x' },
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    ],
    [
      'a missing stream',
      { logStreamName: 'x' },
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    ],
    [
      'a foreign token',
      { nextToken: 'x' },
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    ],
    [
      'a limit of 0',
      { limit: 0 },
      'InvalidParameterException',
      expect.stringContaining("Value '0' at 'limit'"),
    ],
  ])('refuses %s', (_, input, code, message) => {
    const { get, write } = logs();
    write(1);
    expect(() => get(input)).toThrow(expect.objectContaining({ code, message }));
  });
});

describe('FilterLogEvents', () => {
  test('mixes the streams it is asked for in order of time, page by page', () => {
    const { call, write } = logs();
    for (const stream of ['web/1', 'web/2', 'web/3', 'web/1']) write(1, stream);
    const input = { logGroupName: group, logStreamNames: ['web/1', 'web/2'], limit: 2 };
    const first = call('FilterLogEvents', input) as Page;
    const second = call('FilterLogEvents', { ...input, nextToken: first.nextToken }) as Page;
    expect([...first.events, ...second.events].map(({ message }) => message)).toEqual([
      'web/1 0',
      'web/2 0',
      'web/1 0',
    ]);
    expect(second.nextToken).toBeUndefined();
  });

  test('refuses a pattern rather than guess what it matches', () => {
    const { call } = logs();
    expect(() => call('FilterLogEvents', { logGroupName: group, filterPattern: 'ERROR' })).toThrow(
      'The local cloud does not read filterPattern yet.',
    );
  });
});

describe('the lists', () => {
  test('name groups of the world, and those that containers wrote to', () => {
    const { call } = logs();
    expect(call('DescribeLogGroups', { logGroupNamePrefix: '/app' })).toMatchObject({
      logGroups: [{ logGroupName: group, arn: expect.stringMatching(/:log-group:\/app\/web:\*$/) }],
    });
    expect(call('DescribeLogGroups', { logGroupNamePrefix: '/other' })).toEqual({ logGroups: [] });
  });

  test('order streams by name, or by their last line', () => {
    const { call, write } = logs();
    write(1, 'web/2');
    write(1, 'web/1');
    write(1, 'web/2');
    const names = (input: object): unknown =>
      (
        call('DescribeLogStreams', { logGroupName: group, ...input }) as {
          logStreams: { logStreamName: string }[];
        }
      ).logStreams.map(({ logStreamName }) => logStreamName);
    expect(names({})).toEqual(['web/1', 'web/2']);
    expect(names({ orderBy: 'LastEventTime', descending: true })).toEqual(['web/2', 'web/1']);
    expect(names({ limit: 1 })).toEqual(['web/1']);
  });
});
