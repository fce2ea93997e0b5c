/** The last lines of a container, over the wire of CloudWatch Logs. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { tail } from '../src/logs.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

const stream = { group: '/ecs/web', stream: 'app/app/1', region: undefined };
const config = { region: 'eu-west-1', maxAttempts: 3 };
const events = (...messages: readonly string[]): object => ({
  events: messages.map((message) => ({ message, timestamp: 1 })),
});

describe('the last lines', () => {
  test('are asked for from the end, and come oldest first', async () => {
    const { heard } = await openLoopback({
      body: { ...events('starting', 'no database'), nextBackwardToken: 'b/1' },
    });
    expect(await tail(config, stream, 20)).toEqual(['starting', 'no database']);
    expect(heard.map(({ operation, input }) => ({ operation, input }))).toEqual([
      {
        operation: 'GetLogEvents',
        input: { logGroupName: '/ecs/web', logStreamName: 'app/app/1', limit: 20, startFromHead: false },
      },
    ]);
  });

  test('are asked for where the log driver writes to', async () => {
    const { heard } = await openLoopback({ body: events('hello') });
    await tail(config, { ...stream, region: 'us-east-1' }, 1);
    expect(heard[0]?.headers.authorization).toMatch(/\/us-east-1\/logs\/aws4_request/);
  });

  test('may stand behind an empty page', async () => {
    const { heard } = await openLoopback(
      { body: { events: [], nextBackwardToken: 'b/1' } },
      { body: { ...events('here'), nextBackwardToken: 'b/0' } },
    );
    expect(await tail(config, stream, 20)).toEqual(['here']);
    expect(heard[1]?.input).toMatchObject({ nextToken: 'b/1', startFromHead: false });
  });

  test('are none when the same empty page comes twice', async () => {
    const { heard } = await openLoopback({ body: { events: [], nextBackwardToken: 'b/1' } });
    expect(await tail(config, stream, 20)).toEqual([]);
    expect(heard).toHaveLength(2);
  });

  test('are none where nothing was ever written', async () => {
    const { heard } = await openLoopback({ error: 'ResourceNotFoundException', message: 'no stream' });
    expect(await tail(config, stream, 20)).toEqual([]);
    expect(heard).toHaveLength(1);
  });
});

test.each([
  [
    'AccessDeniedException',
    'access-denied',
    'AWS denied logs:GetLogEvents on /ecs/web app/app/1: no. Allow `logs:GetLogEvents` in the role that this job assumes.',
  ],
  [
    'InvalidParameterException',
    'refused-by-aws',
    'AWS refused logs:GetLogEvents on /ecs/web app/app/1: InvalidParameterException: no. Correct what the message names, then run the job again.',
  ],
])('%s is asked once, and said in a sentence', async (error, code, message) => {
  const { heard } = await openLoopback({ error, message: 'no' });
  await expect(tail(config, stream, 20)).rejects.toMatchObject({ code, message });
  expect(heard).toHaveLength(1);
});
