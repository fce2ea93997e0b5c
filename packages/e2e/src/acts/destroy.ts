/** Act 9: a destroy without the typed name is refused, and changes nothing; with it nothing of the service stays. */
import { holdingsOf } from '@slipway/local-terraform/holdings';
import { rolesOf, running, served } from '../looking.ts';
import { sentencesOf, unexpectedSentences } from '../sentences.ts';
import { tellJobs, unexpectedJobs, unless, type Act, type Stage } from '../stage.ts';

export const destroy: Act = {
  name: 'destroy',
  title: '9  Destroyed, once its name is typed',
  tell: async (stage) => {
    const refused = await refusedWithoutName(stage);
    return refused.length > 0 ? refused : doneWithName(stage);
  },
};

const typedWrong =
  'confirm must be production/web, the name of what is to be destroyed, but is `production`: nothing was planned or destroyed.';

async function refusedWithoutName({ mission, narrator }: Stage): Promise<readonly string[]> {
  const run = await mission.local.dispatch('destroy.yml', { confirm: 'production' });
  tellJobs(narrator, run);
  for (const told of sentencesOf(run)) narrator.log(told);
  const became = rolesOf(mission, [run]);
  const serves = await served(mission, 'production');
  const surprises = [
    ...unexpectedJobs(run, {
      'destroy/confirm': 'failure',
      'destroy/plan': 'skipped',
      'destroy/destroy': 'skipped',
    }),
    ...unexpectedSentences(run, typedWrong),
    ...unless(became.length === 0, `a job became ${became.join(', ')}`),
    ...unless(serves === '4', `version 4 was to serve on, and ${serves ?? 'nothing'} does`),
  ];
  if (surprises.length === 0) narrator.good('Refused: no job became any role, and version 4 serves on.');
  return surprises;
}

async function doneWithName({ mission, narrator }: Stage): Promise<readonly string[]> {
  const run = await mission.local.dispatch('destroy.yml', { confirm: 'production/web' });
  tellJobs(narrator, run);
  const left = (await holdingsOf(mission.account)).filter(isOfService);
  const other = await served(mission, 'staging');
  const surprises = [
    ...unexpectedJobs(run, {
      'destroy/confirm': 'success',
      'destroy/plan': 'success',
      'destroy/destroy': 'success',
    }),
    ...unless(running(mission, 'production') === undefined, 'the service of production is still there'),
    ...unless(left.length === 0, `these are left: ${left.join(', ')}`),
    ...unless(other === '1', `staging was to serve on, and serves ${other ?? 'nothing'}`),
  ];
  if (surprises.length === 0) {
    narrator.good('Nothing of the service of production is left in the account, and staging serves on.');
  }
  return surprises;
}

/** What the stack service made has its name; roles of build and scan, and the revisions, are not of that stack. */
const isOfService = (line: string): boolean =>
  line.includes('web-production') && !/^the task definition |^the role .*-(?:build|scan)$/.test(line);
