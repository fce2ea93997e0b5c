/** The end of the story: what leaked nowhere, what ran, what of it was otherwise than on GitHub, and the facts. */
import { join } from 'node:path';
import { accountId } from '@slipway/local-terraform/account';
import { differences } from '@slipway/local-workflows/checking/differences';
import { slipway, workflowFolder } from '@slipway/local-workflows/published';
import { jobsOf, writeFacts, type Facts } from './facts.ts';
import { jobsIn, numberHandedOn, secretsShown } from './leaks.ts';
import { repository, type Mission } from './mission.ts';
import type { Telling } from './telling.ts';
import { workflowsIn } from './workflows-in.ts';

export interface Conclusion extends Telling {
  readonly mission: Mission;
  readonly told: Pick<Facts, 'seconds' | 'acts' | 'refused'>;
  /** So far. */
  readonly surprises: readonly string[];
}

/** @returns what did not go as told, in all. */
export async function conclude(conclusion: Conclusion): Promise<readonly string[]> {
  const { root, mission, narrator, told, facts } = conclusion;
  const runs = [...mission.local.runs, ...told.refused.flatMap(({ run }) => run ?? [])];
  const surprises = [...conclusion.surprises, ...(await leaked(conclusion))];
  narrator.act('What is otherwise here than on GitHub');
  const otherwise = differences([
    ...(await workflowsIn(mission.consumer.folder, repository)),
    ...(await workflowsIn(root, slipway)),
  ]);
  for (const each of otherwise) narrator.log(each);
  narrator.act('The end');
  narrator.table([
    ['act', 'seconds'],
    ...Object.entries(told.acts).map(([name, seconds]) => [name, seconds.toFixed(1)]),
  ]);
  narrator.good(
    `No log shows any of ${String(mission.secrets().length)} secrets, and no output of a job the account.`,
  );
  narrator.good(
    `Told in ${told.seconds.toFixed(0)} s: ${String(runs.length)} workflows run, ${String(jobsOf(runs))} jobs, ${String(told.refused.length)} mistakes refused.`,
  );
  await writeFacts(facts, { ...told, runs, differences: otherwise, surprises });
  return surprises;
}

/** Secrets in logs, the account in what jobs hand on, and what roles were refused that were to be enough. */
async function leaked({ root, mission }: Conclusion): Promise<readonly string[]> {
  const { runs } = mission.local;
  const { refused, puzzled } = mission.account.roles;
  const jobsOfCaller = (workflow: string) => jobsIn(join(mission.consumer.folder, workflowFolder, workflow));
  return [
    ...secretsShown(runs, mission.secrets()),
    ...(await numberHandedOn(root, runs, accountId, jobsOfCaller)),
    ...puzzled,
    ...[...refused].filter((each) => !askedInVain.test(each)).map((each) => `a role was refused: ${each}`),
  ];
}

/** terraform/stack looks which stack is to come first, and takes a no for an answer. */
const askedInVain = /^slipway-plan: s3:GetObject on .*\/bootstrap\.tfstate$/;
