/** A look before anything is touched: taken again while its failure may pass, at a growing pace, and told once. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { request } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Ports } from '../src/ports.ts';
import { triedAgain } from '../src/trying-again.ts';

const busy = upstreamFailure({ code: 'throttled', what: 'ECS is busy' });
const denied = setupFailure({ code: 'access-denied', what: 'AWS denied it' });

async function tried(failures: readonly Error[], cancelAt?: number) {
  const clock = manualClock();
  const cancel = new AbortController();
  const lines: string[] = [];
  const begun = clock.now();
  if (cancelAt !== undefined) clock.at(begun + cancelAt, () => cancel.abort());
  const looks: number[] = [];
  const look = async (): Promise<string> => {
    const failure = failures[looks.length];
    looks.push(clock.now() - begun);
    if (failure !== undefined) throw failure;
    return 'seen';
  };
  const log = { info: (line: string) => void lines.push(line) };
  const ports = { clock, log, random: { next: () => 0.5 }, cancelled: cancel.signal } as unknown as Ports;
  const answer = await clock.drive(
    triedAgain(request, look, ports).catch((thrown: unknown) => (thrown as { readonly code: string }).code),
  );
  return { answer, looks, lines };
}

describe('a look', () => {
  test('that is answered is taken once', async () => {
    expect(await tried([])).toEqual({ answer: 'seen', looks: [0], lines: [] });
  });

  test('is taken again four times in all, and the first failure is told', async () => {
    const told = ['A look failed, and is taken again: ECS is busy.'];
    expect(await tried([busy, busy, busy])).toEqual({
      answer: 'seen',
      looks: [0, 8000, 23_000, 38_000],
      lines: told,
    });
    expect((await tried([busy, busy, busy, busy])).answer).toBe('throttled');
  });

  test('is not taken again after a failure that stays', async () => {
    expect(await tried([denied])).toMatchObject({ answer: 'access-denied', looks: [0] });
    expect(await tried([busy, denied])).toMatchObject({ answer: 'access-denied', looks: [0, 8000] });
  });

  test('is not taken again in a job that is cancelled meanwhile', async () => {
    expect(await tried([busy, busy], 5000)).toMatchObject({ answer: 'cancelled', looks: [0] });
  });
});
