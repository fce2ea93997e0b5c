/** The mission from its first act to its last, what is refused beside it, and what is said at the end. */
import type { Narrator } from '@slipway/demo/narrator';
import { acts } from './acts.ts';
import { conclude } from './conclusion.ts';
import { lookForLeaks } from './leaks/leaks.ts';
import { openMission } from './mission.ts';
import { refuseAll, tellRefusals, type Refused } from './refusals/refusals.ts';
import { signOfLife } from './sign-of-life.ts';
import type { Act } from './stage.ts';
import { tellActs } from './tell-acts.ts';
import type { Telling } from './telling.ts';

const opening = [
  'This is a simulation on this machine, neither AWS nor GitHub: act runs the jobs, Terraform and its provider are',
  'real, and everything else listens on loopback. The cloud is 20 times faster than this machine.',
];

/** @returns what did not go as told. */
export async function tellMission(given: Telling, until?: string): Promise<readonly string[]> {
  const { root, narrator, now } = given;
  const startedAt = now();
  using alive = signOfLife(narrator);
  given.signal.addEventListener('abort', () => alive[Symbol.dispose](), { once: true });
  const line = (text: string): void => {
    alive.hear(text);
    given.line(text);
  };
  const telling = { ...given, line };
  narrator.act('An empty account, and a repository with the starters');
  for (const text of opening) narrator.say(text);
  const mission = await openMission(root, telling);
  // Terraform waits for most of its time, as it would for AWS: there is room for others beside it.
  const refusing = refuseAll(root, telling);
  refusing.catch(() => undefined);
  try {
    const { surprises, seconds } = await tellActs(upTo(until), { mission, narrator }, telling);
    const refusals = await refusing;
    const more = tellRefused(narrator, refusals.refused);
    const told = { seconds: (now() - startedAt) / 1000, acts: seconds };
    return await conclude({ ...telling, mission, told, refusals, surprises: [...surprises, ...more] });
  } finally {
    await refusing.catch(() => undefined);
    await mission.close();
  }
}

function upTo(until: string | undefined): readonly Act[] {
  const last = acts.findIndex(({ name }) => name === until);
  return last === -1 ? acts : acts.slice(0, last + 1);
}

/** @returns what did not go as told. */
export async function tellRefusalsAlone(telling: Telling): Promise<readonly string[]> {
  const { root, narrator } = telling;
  const { refused, told } = await refuseAll(root, telling);
  const { wrong } = await lookForLeaks(root, [told]);
  return [...tellRefused(narrator, refused), ...wrong];
}

function tellRefused(narrator: Narrator, refused: readonly Refused[]): readonly string[] {
  narrator.act('What is refused, and with which sentence');
  tellRefusals(narrator, refused);
  return refused.flatMap(({ surprises }) => surprises);
}
