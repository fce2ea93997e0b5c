/** The stage in lockstep: the local GitHub keeps the same time as the local cloud and the action. */
import { afterEach, expect, test } from '@jest/globals';
import { virtualClock } from '@slipway/local-aws/clock';
import { openStage, type HarbourStage } from '../src/harbour-stage.ts';
import { openLockstep, type Lockstep } from '../src/lockstep/lockstep.ts';

let stage: HarbourStage | undefined;
let lockstep: Lockstep | undefined;
afterEach(async () => {
  await stage?.close();
  await lockstep?.close();
  stage = lockstep = undefined;
});

const minutes = 60_000;

async function openLongRun(): Promise<{ readonly stage: HarbourStage; readonly lockstep: Lockstep }> {
  const clock = virtualClock();
  const opened = await openLockstep(clock);
  const perform = (): Promise<void> => new Promise((resolve) => void clock.after(20 * minutes, resolve));
  const github = { handlers: { 'release.yml': { inputs: {}, perform } } };
  const staged = await openStage({ lockstep: opened, github });
  [stage, lockstep] = [staged, opened];
  return { stage: staged, lockstep: opened };
}

async function followLongRun(): Promise<string> {
  const { stage: open, lockstep: time } = await openLongRun();
  const began = time.clock.now();
  const { run, transcript } = await open.play('dispatch-workflow', { workflow: 'release.yml', wait: 'true' });
  const took = time.clock.now() - began;
  await Promise.all([open.close(), time.close()]);
  stage = lockstep = undefined;
  expect([run.exitCode, run.outputs.conclusion]).toEqual([0, 'success']);
  expect(took).toBeGreaterThanOrEqual(20 * minutes);
  expect(took).toBeLessThan(22 * minutes);
  return `${transcript}\n${String(took)}`;
}

test('a run of twenty minutes is followed to its end at once, and alike each time', async () => {
  expect(await followLongRun()).toBe(await followLongRun());
});

test("an answer of GitHub and what is created there bear the clock's time", async () => {
  const { stage: open, lockstep: time } = await openLongRun();
  const { url, tokens } = open.github;
  const init = { headers: { authorization: `Bearer ${tokens.variables}` } };
  const variables = `${url}/repos/harbour/example-app/actions/variables`;
  const body = JSON.stringify({ name: 'A', value: '1' });
  time.clock.advance(90_000);
  const created = await fetch(variables, { ...init, method: 'POST', body });
  expect(created.headers.get('date')).toBe('Thu, 01 Jan 2026 00:01:30 GMT');
  const read = (await (await fetch(`${variables}/A`, init)).json()) as { created_at: string };
  expect(read.created_at).toBe('2026-01-01T00:01:30Z');
});
