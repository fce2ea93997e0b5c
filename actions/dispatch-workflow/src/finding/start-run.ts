/** Starts a run, and says which one it is: from GitHub's answer, or by looking for it. */
import { findRun } from './find-run.ts';
import { newId } from './marker.ts';
import type { Dispatch, FindingWorld, Start, Target } from './ports.ts';
import { send, type Sent } from './send.ts';

/** @throws Failure only when nothing was started. */
export async function startRun(dispatch: Dispatch, target: Target, world: FindingWorld): Promise<Start> {
  return startOf(await send(dispatch, newId(world.random), target, world), target, world);
}

/** Never throws a Failure: something may have been started. */
export async function startOf(sent: Sent, target: Target, world: FindingWorld): Promise<Start> {
  const { answer } = sent;
  if (answer.kind === 'started') return { kind: 'started', run: { id: answer.id, url: answer.url } };
  return findRun(sent, target, world);
}
