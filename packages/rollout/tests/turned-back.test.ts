/** What a run says that does not go back: why not, and the next thing to do. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { jobCancelled, jobEnded, turnBack } from '../src/going-back/turning-back.ts';
import { blank } from '../src/memory.ts';
import type { Reason } from '../src/facts.ts';
import type { Confirming, Watching } from '../src/phases.ts';
import type { Request } from '../src/request.ts';

const { ports, saved } = await play({});
const kept = saved.find(({ kind }) => kind === 'watching');
if (kept?.kind !== 'watching') throw new Error('the watch was not kept');
const { started } = kept;

function phaseOf(request: Partial<Request>): Watching {
  return {
    kind: 'watching',
    started: { ...started, request: { ...started.request, ...request } },
    memory: blank,
  };
}

const confirming = (request: Partial<Request>): Confirming => ({
  ...phaseOf(request),
  kind: 'confirming',
  since: 0,
  deathsBefore: 0,
  looks: 0,
  attempts: 0,
});
const timeout: Reason = { code: 'timeout', text: 'web:42 was not done after 1 min' };
const dying: Reason = { code: 'tasks-keep-dying', text: 'web:42 never became healthy' };
const byHand = 'Deploy a good revision, or put the old one back by hand.';
const goesOn =
  'ECS goes on with the deployment: run this again to follow it, or put the old revision back by hand.';

describe('a deployment that is left as it is', () => {
  test.each<[string, Watching | Confirming, Reason, string]>([
    ['out of time', phaseOf({ onTimeout: 'leave' }), timeout, goesOn],
    ['by a cancelled job', phaseOf({ onCancel: 'leave' }), jobCancelled, goesOn],
    ['by a job that ended', phaseOf({ onCancel: 'leave' }), jobEnded, goesOn],
    ['though it was found bad', phaseOf({ rollback: 'never' }), dying, byHand],
    ['by a cancelled job, when ECS is done with it', confirming({ onCancel: 'leave' }), jobCancelled, byHand],
  ])('%s', async (_, phase, reason, hint) => {
    expect(await turnBack(phase, reason, ports)).toMatchObject({
      kind: 'stuck',
      hint,
      failureKind: 'outcome',
    });
  });

  test('for a call that was denied, with what the denial asks for', async () => {
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied it', hint: 'Allow it.' });
    const reason = { code: 'access-denied', text: 'AWS denied it' };
    const end = await turnBack(phaseOf({ rollback: 'never' }), reason, ports, denied);
    expect(end).toMatchObject({ kind: 'stuck', hint: 'Allow it.', failureKind: 'setup' });
  });
});

test.each<[string, Partial<Request>, Reason]>([
  ['a bad revision, whatever is left out of time', { onTimeout: 'leave', onCancel: 'leave' }, dying],
  ['one out of time, whatever is left by a cancel', { onCancel: 'leave' }, timeout],
  ['one of a cancelled job, whatever is left out of time', { onTimeout: 'leave' }, jobCancelled],
])('the way back begins from %s', async (_, request, reason) => {
  expect((await turnBack(phaseOf(request), reason, ports)).kind).toBe('rolling-back');
});

test('the way back has its time from when ECS began it, and from now where ECS has failed', async () => {
  const now = ports.clock.now();
  const phase = { ...phaseOf({}), memory: { ...blank, returningSince: now - 60_000 } };
  const { rollbackTimeout } = started.request;
  const since = now - 60_000;
  expect(await turnBack(phase, dying, ports)).toMatchObject({ since, until: since + rollbackTimeout });
  const failed = { code: 'ecs-rollback-failed', text: 'ECS failed' };
  expect(await turnBack(phase, failed, ports)).toMatchObject({ since, until: now + rollbackTimeout });
});
