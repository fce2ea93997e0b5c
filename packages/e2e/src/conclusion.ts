/** The end of the story: what leaked nowhere, what ran, what of it was otherwise than on GitHub, and the facts. */
import { join } from 'node:path';
import { accountId } from '@slipway/local-terraform/account';
import { differences } from '@slipway/local-workflows/checking/differences';
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import { slipway, workflowFolder } from '@slipway/local-workflows/published';
import { jobsOf, writeFacts, type Facts } from './facts.ts';
import { jobsIn, numberHandedOn, secretsShown } from './leaks.ts';
import { repository, type Mission } from './mission.ts';
import { otherwiseHere } from './otherwise.ts';
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
  const handedOn = await numberHandedOn(root, mission.local.runs, accountId, (workflow) =>
    jobsIn(join(mission.consumer.folder, workflowFolder, workflow)),
  );
  const surprises = [...conclusion.surprises, ...handedOn.found, ...leaked(mission, runs)];
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
      `No log shows any of ${String(mission.secrets().length)} secrets, and none of ${String(handedOn.seen)} outputs of jobs the account.`,
    );
  }
  narrator.good(
    `Told in ${told.seconds.toFixed(0)} s: ${String(runs.length)} workflows run, ${String(jobsOf(runs))} jobs, ${String(told.refused.length)} mistakes refused.`,
  );
  await writeFacts(facts, { ...told, runs, differences: otherwise, surprises });
  narrator.say('The facts: .slipway/e2e.json.');
  return surprises;
}

/** Secrets in logs, and what roles were refused that were to be enough. */
function leaked({ account, secrets }: Mission, runs: readonly EndedRun[]): readonly string[] {
  const { refused, puzzled } = account.roles;
  return [
    ...secretsShown(runs, secrets()),
    ...puzzled,
    ...[...refused].filter((each) => !askedInVain.test(each)).map((each) => `a role was refused: ${each}`),
  ];
}

/** terraform/stack looks which stack is to come first, and takes a no for an answer. */
const askedInVain = /^slipway-plan: s3:GetObject on .*\/bootstrap\.tfstate$/;
