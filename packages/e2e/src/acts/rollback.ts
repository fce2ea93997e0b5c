/** Act 6: somebody goes back by hand; and where there is nothing to go back to, is told so. */
import { running, served } from '../looking.ts';
import { sentencesOf, tellJobs, unexpectedJobs, unless, type Act, type Stage } from '../stage.ts';

export const rollback: Act = {
  name: 'rollback',
  title: '6  Back by hand',
  tell: async (stage) => {
    const { mission, narrator } = stage;
    const before = running(mission, 'staging')?.revision;
    const run = await mission.local.dispatch('rollback.yml');
    tellJobs(narrator, run);
    const serves = await served(mission, 'staging');
    const now = running(mission, 'staging')?.revision ?? 'nothing';
    const proven = run.outputs['rollback/rollback.name.revision'];
    const surprises = [
      ...unexpectedJobs(run, { 'rollback/rollback': 'success' }),
      ...unless(serves === '1', `version 1 was to serve again, and ${serves ?? 'nothing'} does`),
      ...unless(proven === now, `the workflow says that ${proven ?? 'nothing'} serves, and it is ${now}`),
    ];
    if (surprises.length > 0) return surprises;
    narrator.good(`From ${before ?? 'nothing'} back to ${now}, which the run has proven; version 1 answers.`);
    return nothingBefore(stage);
  },
};

/** Before the first deployment the service had the template, which was never meant to run. */
async function nothingBefore({ mission, narrator }: Stage): Promise<readonly string[]> {
  narrator.say('Production has had one deployment only. What does the way back say there?');
  const before = running(mission, 'production')?.revision;
  const run = await mission.local.dispatch('rollback-production.yml');
  tellJobs(narrator, run);
  const told = sentencesOf(run);
  for (const sentence of told) narrator.log(sentence);
  const outcome = run.outputs['rollback/rollback.deploy.outcome'];
  const now = running(mission, 'production')?.revision;
  return [
    ...unexpectedJobs(run, { 'rollback/rollback': 'failure' }),
    ...unless(outcome === 'refused', `it was to be refused, and ended ${outcome ?? 'in no way'}`),
    ...unless(
      told.some((each) => each.startsWith('There is nothing before what web-production runs')),
      `a rollback with nothing to go back to said: ${told.join(' / ')}`,
    ),
    ...unless(before === now, `production runs ${now ?? 'nothing'} now, and ran ${before ?? 'nothing'}`),
  ];
}
