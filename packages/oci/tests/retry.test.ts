import { describe, expect, test } from '@jest/globals';
import { withRetries, type RetryRules } from '../src/retry.ts';
import { manualTime } from './manual-time.ts';

const transient: RetryRules = { during: 'waiting', transient: () => ({ after: 0 }) };

function failing(times: number): () => Promise<number> {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls <= times) throw new Error(`attempt ${calls}`);
    return calls;
  };
}

describe('what is transient', () => {
  test('is tried again after pauses that double', async () => {
    const time = manualTime();
    await expect(withRetries(failing(3), transient, time)).resolves.toBe(4);
    expect(time.sleeps).toEqual([300, 600, 1200]);
  });

  test('is given up after the fifth attempt with its last error', async () => {
    const time = manualTime();
    await expect(withRetries(failing(9), transient, time)).rejects.toThrow('attempt 5');
    expect(time.sleeps).toHaveLength(4);
  });

  test('waits as long as the other side asks, up to two minutes', async () => {
    const time = manualTime();
    const slow: RetryRules = { ...transient, transient: () => ({ after: 120_000 }) };
    await withRetries(failing(2), slow, time);
    expect(time.sleeps).toEqual([120_000, 120_000]);
  });

  test('is given up at once when the other side asks for more', async () => {
    const time = manualTime();
    const endless: RetryRules = { ...transient, transient: () => ({ after: 120_001 }) };
    await expect(withRetries(failing(1), endless, time)).rejects.toThrow('attempt 1');
    expect(time.sleeps).toEqual([]);
  });

  test('ends when the run is cancelled', async () => {
    const time = { ...manualTime(), signal: AbortSignal.abort() };
    await expect(withRetries(failing(0), transient, time)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

test('what is permanent is thrown at once', async () => {
  const time = manualTime();
  const permanent: RetryRules = { during: 'waiting', transient: () => undefined };
  await expect(withRetries(failing(1), permanent, time)).rejects.toThrow('attempt 1');
  expect(time.sleeps).toEqual([]);
});
