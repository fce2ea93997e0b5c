/** The end of the story: what leaked nowhere, what ran, what of it was otherwise than on GitHub, and the facts. */
import { differences } from '@slipway/local-workflows/checking/differences';
import { slipway } from '@slipway/local-workflows/published';
import { jobsOf, writeFacts, type Facts } from './facts.ts';
import { lookForLeaks } from './leaks/leaks.ts';
import { repository, type Mission } from './mission.ts';
import { otherwiseHere } from './otherwise.ts';
import { refusedRights } from './refused-rights.ts';
import type { Refusals } from './refusals/refusals.ts';
import type { Telling } from './telling.ts';
import { workflowsIn } from './workflows-in.ts';

export interface Conclusion extends Telling {
  readonly mission: Mission;
  readonly told: Pick<Facts, 'seconds' | 'acts'>;
  readonly refusals: Refusals;
  /** So far. */
  readonly surprises: readonly string[];
}

/** @returns what did not go as told, in all. */
export async function conclude(conclusion: Conclusion): Promise<readonly string[]> {
  const { root, mission, narrator, told, refusals, facts } = conclusion;
  const ofMission = mission.local.runs.map((run) => ({ ...run, times: mission.times.of(run.id) }));
  const runs = [...ofMission, ...refusals.told.runs];
  const looked = await lookForLeaks(root, [mission.told(), refusals.told]);
  const surprises = [...conclusion.surprises, ...looked.wrong, ...refusedRights(mission.account.roles)];
  narrator.act('What is otherwise here than on GitHub');
  const files = [
    ...(await workflowsIn(mission.consumer.folder, repository)),
    ...(await workflowsIn(root, slipway)),
  ];
  const otherwise = [...differences(files), ...otherwiseHere];
  for (const each of otherwise) narrator.log(each);
  narrator.act('The end');
  narrator.table([
    ['act', 'seconds'],
    ...Object.entries(told.acts).map(([name, seconds]) => [name, seconds.toFixed(1)]),
  ]);
  if (surprises.length === 0) {
    narrator.good(
      `None of ${String(looked.secrets)} secrets stands anywhere, and none of ${String(looked.handedOn)} outputs that jobs hand on has the number of the account. Looked at:`,
    );
    const counts = Object.entries(looked.places).map(([kind, count]) => [String(count), kind]);
    narrator.table([['places', 'of the kind'], ...counts]);
  }
  narrator.good(
    `Told in ${told.seconds.toFixed(0)} s: ${String(runs.length)} workflows run, ${String(jobsOf(runs))} jobs, ${String(refusals.refused.length)} mistakes refused.`,
  );
  const { refused } = refusals;
  await writeFacts(facts, { ...told, runs, refused, looked, differences: otherwise, surprises });
  narrator.say('The facts: .slipway/e2e.json.');
  return surprises;
}
