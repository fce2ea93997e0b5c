/** Concurrency groups: who waits, who goes on, and who is cancelled for whom. */
import { expect, test } from '@jest/globals';
import type { WorkflowHandler } from '../../../src/workflows/handlers.ts';
import { doing, stageOf, type Stage } from '../stage.ts';

const minute = (cancelInProgress = false): WorkflowHandler =>
  doing((run) => run.sleep(60_000), {
    inputs: { place: { default: 'here' } },
    concurrency: { group: 'deploy-${{ inputs.place }}', cancelInProgress },
  });

async function dispatched(handler: WorkflowHandler, places: readonly string[]): Promise<Stage> {
  const stage = await stageOf({ handlers: { 'deploy.yml': handler } });
  for (const place of places) {
    await stage.dispatch('deploy.yml', { place });
    await stage.pass(1_000);
  }
  return stage;
}

const states = ({ github }: Stage): unknown[] =>
  github.runs.map(({ status, conclusion }) => conclusion ?? status);

test('a run waits for the one before it, and a newer one takes its place', async () => {
  const stage = await dispatched(minute(), ['here', 'here']);
  expect(states(stage)).toEqual(['in_progress', 'pending']);
  await stage.dispatch('deploy.yml');
  await stage.pass(0);
  expect(states(stage)).toEqual(['in_progress', 'cancelled', 'pending']);
  await stage.pass(58_000);
  expect(states(stage)).toEqual(['success', 'cancelled', 'in_progress']);
  await stage.pass(60_000);
  expect(states(stage)).toEqual(['success', 'cancelled', 'success']);
});

test('runs of other groups do not wait', async () => {
  expect(states(await dispatched(minute(), ['here', 'there']))).toEqual(['in_progress', 'in_progress']);
});

test('a run in progress is cancelled where the group says so', async () => {
  const stage = await dispatched(minute(true), ['here', 'here']);
  expect(states(stage)).toEqual(['in_progress', 'pending']);
  await stage.pass(1_000);
  expect(states(stage)).toEqual(['cancelled', 'in_progress']);
});

test('a run that waits can be cancelled, and the next one takes its turn', async () => {
  const stage = await dispatched(minute(), ['here', 'here']);
  await stage.ask('POST /actions/runs/1002/cancel');
  await stage.pass(2_000);
  expect(states(stage)).toEqual(['in_progress', 'cancelled']);
  await stage.dispatch('deploy.yml');
  await stage.pass(60_000);
  expect(states(stage)).toEqual(['success', 'cancelled', 'in_progress']);
});

test('a run that was cancelled while it waited keeps nobody waiting', async () => {
  const stage = await dispatched(minute(), ['here', 'here']);
  await stage.ask('POST /actions/runs/1002/cancel');
  await stage.pass(60_000);
  await stage.dispatch('deploy.yml');
  await stage.pass(0);
  expect(states(stage)).toEqual(['success', 'cancelled', 'in_progress']);
});
